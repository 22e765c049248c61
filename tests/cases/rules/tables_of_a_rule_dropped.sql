-- A table goes with its rule, which speaks of the other one.
-- engines: postgres
-- apart: t
-- apart: log
-- loses: t
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, v text); INSERT INTO t VALUES (1, 'a'); CREATE RULE keep AS ON UPDATE TO t DO INSERT INTO log VALUES (old.id, old.v);
--! after
CREATE TABLE u (id integer);
--! changes
- table log
- table t
+ table u (id)
