-- The engine keeps a body as it is written, so white space is a difference.
-- engines: postgres
--! before
CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$BEGIN RETURN 1; END$$;
--! after
CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  RETURN 1;
END$$;
