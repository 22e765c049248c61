-- engines: postgres
-- rewrites: t.c
--! before
CREATE TYPE pair AS (a integer, b text); CREATE TABLE t (id integer, c pair); INSERT INTO t VALUES (1, ROW(1, 'x')), (2, NULL), (3, ROW(NULL, NULL));
--! after
CREATE TYPE pair AS (b text, a integer, n integer); CREATE TABLE t (id integer, c pair);
