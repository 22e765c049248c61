-- engines: postgres
--! before
CREATE COLLATION german (provider = icu, locale = 'de-DE'); CREATE TABLE t (id integer, v text COLLATE german); INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE t (id integer, v text);
