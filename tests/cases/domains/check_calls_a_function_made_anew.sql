-- engines: postgres
--! before
CREATE FUNCTION ok(a integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE DOMAIN d AS integer DEFAULT 4 CHECK (ok(VALUE)) CHECK (VALUE > 0);CREATE TABLE t (id integer, a d); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE FUNCTION ok(b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE DOMAIN d AS integer DEFAULT 4 CHECK (ok(VALUE)) CHECK (VALUE > 0);CREATE TABLE t (id integer, a d);
