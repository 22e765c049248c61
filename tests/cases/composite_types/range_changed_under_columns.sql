-- engines: postgres
--! before
CREATE TYPE span AS RANGE (subtype = integer); CREATE TABLE t (id integer, s span); INSERT INTO t VALUES (1, '[1,5)');
--! after
CREATE TYPE span AS RANGE (subtype = bigint); CREATE TABLE t (id integer, s span);
