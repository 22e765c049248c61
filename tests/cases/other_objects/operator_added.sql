-- engines: postgres
--! before
CREATE TABLE t (id integer, v integer); INSERT INTO t VALUES (1, 2);
--! after
CREATE FUNCTION near(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs(a - b) < 2';CREATE OPERATOR <~> (FUNCTION = near, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = <~>, RESTRICT = eqsel, JOIN = eqjoinsel); COMMENT ON OPERATOR <~> (integer, integer) IS 'near'; CREATE TABLE t (id integer, v integer, CHECK (id <~> v));
