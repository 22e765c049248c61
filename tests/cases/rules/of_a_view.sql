-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, v text); INSERT INTO t VALUES (1, 'a'); CREATE VIEW w AS SELECT id, v FROM t;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, v text); INSERT INTO t VALUES (1, 'a'); CREATE VIEW w AS SELECT id, v FROM t; CREATE RULE ins AS ON INSERT TO w DO INSTEAD INSERT INTO t VALUES (new.id, new.v);
--! changes
~ view w + rule ins
