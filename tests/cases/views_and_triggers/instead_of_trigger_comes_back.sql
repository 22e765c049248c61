-- The view steps aside with its trigger.
-- engines: postgres
--! before
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$; CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'); CREATE VIEW w AS SELECT id, v FROM t; CREATE TRIGGER ins INSTEAD OF INSERT ON w FOR EACH ROW EXECUTE FUNCTION f(); COMMENT ON TRIGGER ins ON w IS 'c';
--! after
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$; CREATE TABLE t (id integer PRIMARY KEY, v varchar(9)); INSERT INTO t VALUES (1, 'a'); CREATE VIEW w AS SELECT id, v FROM t; CREATE TRIGGER ins INSTEAD OF INSERT ON w FOR EACH ROW EXECUTE FUNCTION f(); COMMENT ON TRIGGER ins ON w IS 'c';
--! changes
t ~ v text -> character varying(9)
