-- engines: postgres
-- loses: log
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); CREATE TABLE log (line text); CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$DECLARE r log%ROWTYPE; BEGIN INSERT INTO log VALUES (NEW.id::text); RETURN NEW; END$$; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch(); INSERT INTO t VALUES (1, 1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);
