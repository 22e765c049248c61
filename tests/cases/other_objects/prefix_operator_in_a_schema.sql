-- engines: postgres
--! before
CREATE TABLE t (id integer);
--! after
CREATE TABLE t (id integer); CREATE SCHEMA ops; CREATE FUNCTION ops.inc(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 1'; CREATE OPERATOR ops.@@> (FUNCTION = ops.inc, RIGHTARG = integer);
