-- engines: postgres
--! before
CREATE TABLE t (id integer, a integer, b text); INSERT INTO t VALUES (1, 2, '3');
--! after
CREATE TABLE t (id integer, a integer, b text);CREATE STATISTICS s1 (ndistinct, dependencies) ON a, b FROM t; CREATE STATISTICS s2 ON id, a FROM t; COMMENT ON STATISTICS s2 IS 'all'; CREATE STATISTICS s3 ON (a + id), lower(b) FROM t;
