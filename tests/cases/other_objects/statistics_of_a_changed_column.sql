-- engines: postgres
-- loses: t.b
--! before
CREATE TABLE t (id integer, a integer, b text); INSERT INTO t VALUES (1, 2, '3');CREATE STATISTICS s1 ON a, b FROM t; CREATE STATISTICS s2 ON id, b FROM t;
--! after
CREATE TABLE t (id integer, a bigint); CREATE STATISTICS s1 ON a, id FROM t;
