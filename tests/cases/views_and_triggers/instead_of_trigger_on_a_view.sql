-- engines: postgres
--! before
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$; CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'); CREATE VIEW w AS SELECT id, v FROM t;
--! after
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$; CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'); CREATE VIEW w AS SELECT id, v FROM t; CREATE TRIGGER ins INSTEAD OF INSERT ON w FOR EACH ROW EXECUTE FUNCTION f();
--! changes
~ view w + trigger ins
