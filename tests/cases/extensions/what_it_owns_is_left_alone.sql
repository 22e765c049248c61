-- engines: postgres
--! before
CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE TABLE t (id integer, v text); INSERT INTO t VALUES (1, 'a');
--! after
CREATE EXTENSION hstore; CREATE EXTENSION pg_trgm; CREATE TABLE t (id integer, v text); CREATE INDEX i ON t USING gin (v gin_trgm_ops); CREATE FUNCTION f(h hstore) RETURNS text LANGUAGE sql AS $$SELECT h -> 'a'$$; CREATE CAST (hstore AS integer) WITH INOUT; DROP CAST (hstore AS integer);
