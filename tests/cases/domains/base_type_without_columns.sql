-- engines: postgres
--! before
CREATE DOMAIN d AS integer; CREATE DOMAIN e AS d CHECK (VALUE > 1); CREATE TABLE t (id integer);
--! after
CREATE DOMAIN d AS text; CREATE DOMAIN e AS d CHECK (VALUE <> ''); CREATE TABLE t (id integer);
