-- engines: postgres
--! before
CREATE TABLE t (id integer, a integer, b text); INSERT INTO t VALUES (1, 2, '3');CREATE STATISTICS s1 (ndistinct) ON a, b FROM t; CREATE STATISTICS s2 ON id, a FROM t;
--! after
CREATE TABLE t (id integer, a integer, b text);CREATE STATISTICS s1 (mcv) ON a, b FROM t;
