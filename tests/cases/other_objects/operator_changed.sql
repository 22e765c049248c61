-- engines: postgres
--! before
CREATE FUNCTION near(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs(a - b) < 2';CREATE OPERATOR <~> (FUNCTION = near, LEFTARG = integer, RIGHTARG = integer); CREATE TABLE t (id integer, v integer, CHECK (id <~> v)); CREATE VIEW w AS SELECT id <~> v AS n FROM t; INSERT INTO t VALUES (1, 2);
--! after
CREATE FUNCTION near(x integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs(x - b) < 2';CREATE OPERATOR <~> (FUNCTION = near, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = <~>); CREATE TABLE t (id integer, v integer, CHECK (id <~> v)); CREATE VIEW w AS SELECT id <~> v AS n FROM t;
