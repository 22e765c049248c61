-- engines: postgres
--! before
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
--! after
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT 'x'::text$$;
