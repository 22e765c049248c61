-- engines: postgres
--! before
CREATE DOMAIN d AS integer; CREATE FUNCTION f(a d) RETURNS d LANGUAGE sql IMMUTABLE AS 'SELECT a'; CREATE TABLE t (id integer, a d, CHECK (f(a) IS NOT NULL)); INSERT INTO t VALUES (1, 2);
--! after
CREATE DOMAIN d AS bigint; CREATE FUNCTION f(a d) RETURNS d LANGUAGE sql IMMUTABLE AS 'SELECT a'; CREATE TABLE t (id integer, a d, CHECK (f(a) IS NOT NULL));
