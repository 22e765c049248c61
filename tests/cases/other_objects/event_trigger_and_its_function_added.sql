-- engines: postgres
--! before
CREATE TABLE t (id integer);
--! after
CREATE TABLE t (id integer);CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN NULL; END$$;CREATE EVENT TRIGGER one ON ddl_command_end EXECUTE FUNCTION ev();
