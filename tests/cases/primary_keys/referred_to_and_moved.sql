-- A foreign key leans on the primary key; a unique key serves it afterwards.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, code varchar(9) NOT NULL); CREATE TABLE c (id int PRIMARY KEY, t_id int, CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE); INSERT INTO t VALUES (5, 'a'), (7, 'b'); INSERT INTO c VALUES (1, 7), (2, NULL);
--! after
CREATE TABLE t (id int NOT NULL, code varchar(9) NOT NULL PRIMARY KEY, UNIQUE k (id)); CREATE TABLE c (id int PRIMARY KEY, t_id int, CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE);
