-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text[] DEFAULT '{}', w integer[]); INSERT INTO t (id, w) VALUES (1, '{1,NULL}');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text[] DEFAULT '{a,"b c"}', w integer[] DEFAULT ARRAY[1, 2]);
