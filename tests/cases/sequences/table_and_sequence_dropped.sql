-- engines: postgres
-- loses: t
--! before
CREATE TABLE u (id integer); CREATE SEQUENCE s; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('s'), v text); ALTER SEQUENCE s OWNED BY t.v; INSERT INTO t (v) VALUES ('a');
--! after
CREATE TABLE u (id integer);
