-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m AS SELECT id FROM t; CREATE MATERIALIZED VIEW n AS SELECT id FROM t WITH NO DATA;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m AS SELECT id FROM t WITH NO DATA; CREATE MATERIALIZED VIEW n AS SELECT id FROM t;
--! changes
~ materialized view m holds data -> no data
~ materialized view n holds no data -> data
