-- It belongs to a column whose default it is not.
-- engines: postgres
--! before
CREATE TABLE u (id integer);
--! after
CREATE TABLE u (id integer); CREATE SEQUENCE s; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('s'), v text); ALTER SEQUENCE s OWNED BY t.v;
