-- engines: postgres
--! before
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
--! after
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SECURITY DEFINER LEAKPROOF COST 5 SET search_path TO pg_catalog, 'a b' SET work_mem = '4MB' AS 'SELECT a';
