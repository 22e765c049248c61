-- Rows without a key of their own keep their numbers.
-- engines: sqlite
--! before
CREATE TABLE t (v text, w text); INSERT INTO t VALUES ('a', 1), ('b', 2), ('c', 3); DELETE FROM t WHERE v = 'b';
--! after
CREATE TABLE t (v varchar(9), w text);
