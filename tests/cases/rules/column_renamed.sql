-- engines: postgres
-- rename: t.v=w
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, x text); INSERT INTO t VALUES (1, 'a'); CREATE RULE keep AS ON UPDATE TO t DO INSERT INTO log VALUES (old.id, old.v);
--! after
CREATE TABLE t (id integer PRIMARY KEY, w text); CREATE TABLE log (id integer, x text); INSERT INTO t VALUES (1, 'a'); CREATE RULE keep AS ON UPDATE TO t DO INSERT INTO log VALUES (old.id, old.w);
--! changes
t > v -> w
