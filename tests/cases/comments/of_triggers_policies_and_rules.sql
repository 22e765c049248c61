-- engines: postgres
--! before
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$; CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'); CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE POLICY p ON t USING (true); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING;
--! after
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$; CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'); CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE POLICY p ON t USING (true); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; COMMENT ON TRIGGER g ON t IS 'g'; COMMENT ON POLICY p ON t IS 'p'; COMMENT ON RULE r ON t IS 'r';
--! changes
t ~ trigger g comment none -> 'g'
t ~ policy p comment none -> 'p'
t ~ rule r comment none -> 'r'
