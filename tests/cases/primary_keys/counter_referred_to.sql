-- A table refers to the column, whose type and counter change.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, t_id int, CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE); INSERT INTO t VALUES (5, 'a'), (7, NULL); INSERT INTO c VALUES (1, 7), (2, NULL);
--! after
CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, t_id bigint, CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE);
