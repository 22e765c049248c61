-- The column goes and would take the sequence along.
-- engines: postgres
--! before
CREATE TABLE t (id integer, v integer); CREATE SEQUENCE s; ALTER SEQUENCE s OWNED BY t.v; SELECT setval('s', 77); INSERT INTO t VALUES (1, NULL);
--! after
CREATE TABLE t (id integer); CREATE SEQUENCE s;
