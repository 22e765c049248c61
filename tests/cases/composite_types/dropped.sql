-- engines: postgres
-- loses: t.c
-- loses: t.cs
--! before
CREATE TYPE pair AS (a integer, b text);CREATE TABLE t (id integer, c pair, cs pair[]); INSERT INTO t VALUES (1, ROW(1, 'x'), ARRAY[ROW(2, 'y')::pair]), (2, NULL, NULL);
--! after
CREATE TABLE t (id integer);
