-- engines: postgres
--! before
CREATE TABLE t (id integer);
--! after
CREATE FUNCTION gap(a double precision, b double precision) RETURNS double precision LANGUAGE sql IMMUTABLE AS 'SELECT a - b'; CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = gap); CREATE TYPE words AS RANGE (subtype = text, collation = "C"); CREATE TABLE t (id integer, s span, w words[]);
