-- A value becomes an array of one.
-- engines: postgres
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, -5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer[]);
