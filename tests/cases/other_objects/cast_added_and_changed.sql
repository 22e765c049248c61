-- engines: postgres
--! before
CREATE TYPE pair AS (a integer, b integer); CREATE FUNCTION first(p pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT p.a'; CREATE CAST (pair AS integer) WITH FUNCTION first(pair); CREATE CAST (pair AS text) WITH INOUT;
--! after
CREATE TYPE pair AS (a integer, b integer); CREATE FUNCTION first(p pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT p.a'; CREATE CAST (pair AS integer) WITH FUNCTION first(pair) AS ASSIGNMENT; COMMENT ON CAST (pair AS integer) IS 'first'; CREATE CAST (pair AS bigint) WITH INOUT AS IMPLICIT;
