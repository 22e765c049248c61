-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text COMPRESSED COMMENT 'c', w varchar(500) COMPRESSED DEFAULT 'x');
