-- engines: mysql
-- rename: t.id=number
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a int); CREATE TABLE c (t_id int, CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (id)); INSERT INTO t (a) VALUES (5), (6); INSERT INTO c VALUES (2);
--! after
CREATE TABLE t (number bigint AUTO_INCREMENT PRIMARY KEY, a int); CREATE TABLE c (t_id bigint, CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (number));
