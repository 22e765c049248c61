-- engines: sqlite
--! before
CREATE TABLE t (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, v text); INSERT INTO t (v) VALUES ('a'), ('b'), ('c'); DELETE FROM t WHERE id > 1;
--! after
CREATE TABLE t (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, v varchar(10));
