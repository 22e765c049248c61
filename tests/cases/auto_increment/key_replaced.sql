-- The key that the numbered column stands in is replaced by another.
-- engines: mysql
--! before
CREATE TABLE t (id integer NOT NULL AUTO_INCREMENT, v varchar(9), PRIMARY KEY (id)); INSERT INTO t (v) VALUES ('a'), ('b'); DELETE FROM t WHERE v = 'b';
--! after
CREATE TABLE t (id integer NOT NULL AUTO_INCREMENT, v varchar(9) NOT NULL, PRIMARY KEY (v), UNIQUE KEY k (id));
