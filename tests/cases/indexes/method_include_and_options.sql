-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v jsonb, w text, n integer[]); INSERT INTO t VALUES (1, '{}', 'a', '{1}');
CREATE INDEX plain ON t (w);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v jsonb, w text, n integer[]);
CREATE INDEX plain ON t USING hash (w);
CREATE INDEX has ON t USING gin (v jsonb_path_ops);
CREATE INDEX arr ON t USING gin (n);
CREATE INDEX carried ON t (id) INCLUDE (w) WITH (fillfactor = 70);
CREATE INDEX prefix ON t (w text_pattern_ops);
CREATE UNIQUE INDEX one ON t (w) NULLS NOT DISTINCT;
