-- Rows that exist are numbered.
-- engines: mysql
--! before
CREATE TABLE t (v varchar(9)); INSERT INTO t VALUES ('a'), ('b'), (NULL);
--! after
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v varchar(9));
