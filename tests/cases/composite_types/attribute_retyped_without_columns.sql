-- engines: postgres
--! before
CREATE TYPE pair AS (a integer, b text); CREATE FUNCTION f(p pair) RETURNS integer LANGUAGE sql AS 'SELECT p.a';
--! after
CREATE TYPE pair AS (a bigint, b varchar(9)); CREATE FUNCTION f(p pair) RETURNS integer LANGUAGE sql AS 'SELECT p.a::integer';
