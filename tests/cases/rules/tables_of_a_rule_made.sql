-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer); CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (id integer, v text);  CREATE RULE keep AS ON UPDATE TO t DO INSERT INTO log VALUES (old.id, old.v);
--! changes
+ table log (id, v)
+ table t (id, v)
