-- engines: postgres
-- rewrites: t.c
-- rewrites: t.cs
-- loses: t.c
-- loses: t.cs
--! before
CREATE TYPE pair AS (a integer, b text);CREATE TABLE t (id integer, c pair, cs pair[]); INSERT INTO t VALUES (1, ROW(1, 'x'), ARRAY[ROW(2, 'y')::pair]), (2, NULL, NULL);
--! after
CREATE TYPE pair AS (a integer);CREATE TABLE t (id integer, c pair, cs pair[]);
--! hazards
drops-column pair: the values of pair.b go
