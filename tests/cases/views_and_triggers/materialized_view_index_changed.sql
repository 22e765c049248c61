-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m AS SELECT id, v FROM t; CREATE INDEX a ON m (id); CREATE INDEX b ON m (v);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m AS SELECT id, v FROM t; CREATE INDEX a ON m (id DESC); CREATE INDEX c ON m (v text_pattern_ops) WITH (fillfactor=70);
--! changes
~ materialized view m - index a, - index b, + index a, + index c
