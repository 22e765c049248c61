-- engines: postgres
-- loses: t
--! before
CREATE TABLE u (id integer); CREATE TABLE t (id integer, v integer); CREATE SEQUENCE s; ALTER SEQUENCE s OWNED BY t.v; SELECT setval('s', 77); INSERT INTO t VALUES (1, 5);
--! after
CREATE SEQUENCE s; CREATE TABLE u (id integer, w integer DEFAULT nextval('s'));
