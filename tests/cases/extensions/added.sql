-- engines: postgres
--! before
CREATE TABLE t (id integer, v text); INSERT INTO t VALUES (1, 'A');
--! after
CREATE EXTENSION citext; CREATE TABLE t (id integer, v citext); CREATE SCHEMA tools; CREATE EXTENSION hstore WITH SCHEMA tools; CREATE TABLE u (h tools.hstore); CREATE INDEX i ON u USING gin (h);
