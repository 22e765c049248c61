-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m WITH (fillfactor=80) AS SELECT id FROM t;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m WITH (autovacuum_enabled=false) AS SELECT id FROM t; COMMENT ON COLUMN m.id IS 'i';
--! changes
~ materialized view m options fillfactor=80 -> autovacuum_enabled=false, column id comment none -> 'i'
