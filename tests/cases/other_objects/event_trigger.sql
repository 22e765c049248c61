-- engines: postgres
--! before
CREATE TABLE t (id integer);CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN NULL; END$$;CREATE EVENT TRIGGER one ON ddl_command_end EXECUTE FUNCTION ev(); CREATE EVENT TRIGGER three ON sql_drop EXECUTE FUNCTION ev();
--! after
CREATE TABLE t (id integer);CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN NULL; END$$;CREATE EVENT TRIGGER one ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION ev(); CREATE EVENT TRIGGER "Two" ON ddl_command_start EXECUTE FUNCTION ev(); COMMENT ON EVENT TRIGGER "Two" IS 'x';
