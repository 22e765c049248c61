-- The counter goes on although the last rows are gone.
-- engines: mysql
--! before
CREATE TABLE t (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9)); INSERT INTO t (v) VALUES ('a'), ('b'), ('c'); DELETE FROM t WHERE v <> 'a';
--! after
CREATE TABLE t (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9));
