-- engines: sqlite
--! before
CREATE TABLE t (code text PRIMARY KEY, w text); INSERT INTO t VALUES ('b', 1), (NULL, 2), ('a', 3), (NULL, NULL); DELETE FROM t WHERE code = 'b';
--! after
CREATE TABLE t (code text PRIMARY KEY, w varchar(9));
