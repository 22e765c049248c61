-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 10), (2, NULL);CREATE FUNCTION add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b'; CREATE AGGREGATE total(integer) (SFUNC = add, STYPE = integer); CREATE VIEW w AS SELECT total(v) AS n FROM t;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);CREATE FUNCTION add(x integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + b'; CREATE AGGREGATE total(integer) (SFUNC = add, STYPE = integer); CREATE VIEW w AS SELECT total(v) AS n FROM t;
