-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, v text); INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, v text); INSERT INTO t VALUES (1, 'a'); CREATE RULE keep AS ON UPDATE TO t DO INSERT INTO log VALUES (old.id, old.v);
--! changes
t + rule keep
