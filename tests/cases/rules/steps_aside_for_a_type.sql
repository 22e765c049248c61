-- It comes back with its comment and firing.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, v text); INSERT INTO t VALUES (1, 'a'); CREATE RULE keep AS ON UPDATE TO t DO INSERT INTO log VALUES (old.id, old.v); COMMENT ON RULE keep ON t IS 'c'; ALTER TABLE t ENABLE ALWAYS RULE keep;
--! after
CREATE TABLE t (id bigint PRIMARY KEY, v text); CREATE TABLE log (id bigint, v text); INSERT INTO t VALUES (1, 'a'); CREATE RULE keep AS ON UPDATE TO t DO INSERT INTO log VALUES (old.id, old.v); COMMENT ON RULE keep ON t IS 'c'; ALTER TABLE t ENABLE ALWAYS RULE keep;
--! changes
log ~ id integer -> bigint
t ~ id integer -> bigint
