-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 10), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);CREATE FUNCTION one() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
--! changes
+ function one()
