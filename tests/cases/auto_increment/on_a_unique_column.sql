-- The numbered column is neither the first nor the primary key.
-- engines: mysql
--! before
CREATE TABLE t (code varchar(9) NOT NULL PRIMARY KEY, n bigint unsigned NOT NULL, UNIQUE KEY n (n)); INSERT INTO t VALUES ('a', 4), ('b', 9);
--! after
CREATE TABLE t (code varchar(9) NOT NULL PRIMARY KEY, n bigint unsigned NOT NULL AUTO_INCREMENT, UNIQUE KEY n (n));
--! changes
t ~ n not auto -> auto
