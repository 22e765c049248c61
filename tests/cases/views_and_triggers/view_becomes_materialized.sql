-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW m AS SELECT id FROM t;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE INDEX i ON m (id);
--! changes
- view m
+ materialized view m
