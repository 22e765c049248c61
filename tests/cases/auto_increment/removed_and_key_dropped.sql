-- Column, number and key go in one statement; the rows stay.
-- engines: mysql
-- loses: t.n
--! before
CREATE TABLE t (code varchar(9) NOT NULL PRIMARY KEY, n bigint unsigned NOT NULL AUTO_INCREMENT, UNIQUE KEY n (n)); INSERT INTO t VALUES ('a', 4), ('b', 9);
--! after
CREATE TABLE t (code varchar(9) NOT NULL PRIMARY KEY);
