-- The old numbered column stays as a plain one; rows get numbers in the new one.
-- engines: mysql
--! before
CREATE TABLE t (a integer NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9)); INSERT INTO t VALUES (3, 'x'), (7, 'y');
--! after
CREATE TABLE t (a integer NOT NULL PRIMARY KEY, v varchar(9), n bigint unsigned NOT NULL AUTO_INCREMENT, UNIQUE KEY n (n));
