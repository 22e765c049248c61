-- A column goes out of the middle of an index, and is the whole of another.
-- engines: mysql
-- loses: t.b
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, INDEX i (a, b, c), INDEX j (b), UNIQUE k (b, c)); INSERT INTO t VALUES (1, 1, 2, 3), (2, NULL, NULL, 4);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, c int, INDEX i (a, c));
