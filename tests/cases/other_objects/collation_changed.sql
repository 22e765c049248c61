-- engines: postgres
--! before
CREATE COLLATION german (provider = icu, locale = 'de-DE'); CREATE TABLE t (id integer, v text); CREATE INDEX i ON t (v COLLATE german); INSERT INTO t VALUES (1, 'a');
--! after
CREATE COLLATION german (provider = icu, locale = 'de-AT'); CREATE TABLE t (id integer, v text); CREATE INDEX i ON t (v COLLATE german);
