-- Another column of the table hands out the numbers; a table has no more than one.
-- engines: mysql
--! before
CREATE TABLE t (a integer NOT NULL AUTO_INCREMENT PRIMARY KEY, b integer NOT NULL, UNIQUE KEY b (b)); INSERT INTO t VALUES (1, 40), (2, 20);
--! after
CREATE TABLE t (a integer NOT NULL PRIMARY KEY, b integer NOT NULL AUTO_INCREMENT, UNIQUE KEY b (b));
