-- engines: postgres
--! before
CREATE TABLE t (id integer, v text); INSERT INTO t VALUES (1, 'a');
--! after
CREATE COLLATION german (provider = icu, locale = 'de-DE'); CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE COLLATION plain (lc_collate = 'C', lc_ctype = 'C'); COMMENT ON COLLATION plain IS 'c'; CREATE TABLE t (id integer, v text COLLATE german); CREATE INDEX i ON t (v COLLATE plain);
