-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) NOT NULL DEFAULT 'a' COMMENT 'c' CHECK (v <> 'it''s')); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) NOT NULL DEFAULT 'a' COMMENT 'c');
