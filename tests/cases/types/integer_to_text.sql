--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, -5), (2, NULL), (3, 2147483647);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text);
