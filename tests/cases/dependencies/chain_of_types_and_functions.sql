-- engines: postgres
--! before
CREATE TABLE z (id integer);
--! after
CREATE TABLE z (id integer); CREATE TYPE mood AS ENUM ('a', 'b'); CREATE FUNCTION ok(m mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$SELECT m::text <> 'x'$$; CREATE DOMAIN feeling AS mood CHECK (ok(VALUE)); CREATE TYPE twin AS (f feeling, n integer); CREATE FUNCTION make(f feeling) RETURNS twin LANGUAGE sql IMMUTABLE AS 'SELECT f, 1'; CREATE TABLE t (id integer, b twin, f feeling DEFAULT 'a');
