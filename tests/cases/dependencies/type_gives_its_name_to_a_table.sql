-- engines: postgres
--! before
CREATE TYPE thing AS (a integer); CREATE FUNCTION f(x thing) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id integer);
--! after
CREATE TABLE thing (a integer); CREATE FUNCTION f(x thing) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id integer);
