-- A hidden primary key that numbers the rows.
-- engines: mysql
--! before
CREATE TABLE t (v varchar(9), w integer); INSERT INTO t VALUES ('a', 1), (NULL, 2);
--! after
CREATE TABLE t (v varchar(9), w integer, id bigint unsigned NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY);
