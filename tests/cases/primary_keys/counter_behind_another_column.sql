-- A column that counts needs an index of its own where it is not the first of the key.
-- engines: mysql
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v int NOT NULL); INSERT INTO t VALUES (5, 1), (7, 2);
--! after
CREATE TABLE t (id int AUTO_INCREMENT, v int NOT NULL, PRIMARY KEY (v, id), INDEX counted (id));
