-- A plain key over several columns serves where the numbered one is the first.
-- engines: mysql
--! before
CREATE TABLE t (code varchar(9) NOT NULL PRIMARY KEY, n integer NOT NULL); INSERT INTO t VALUES ('a', 4), ('b', 9);
--! after
CREATE TABLE t (code varchar(9) NOT NULL PRIMARY KEY, n integer NOT NULL AUTO_INCREMENT, KEY by_n (n, code));
