-- engines: postgres
--! before
CREATE TYPE pair AS (a integer, b text); CREATE TABLE t (id integer); INSERT INTO t VALUES (1);
--! after
CREATE TYPE pair AS (a integer, b text); CREATE TABLE t (id integer, p pair DEFAULT ROW(1, 'x')::pair, q pair[]); CREATE INDEX i ON t (((p).a));
--! changes
t + p pair null default (ROW(1, 'x'::text)::pair)
t + q pair[] null
t + index i (((p).a))
