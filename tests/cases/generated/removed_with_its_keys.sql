-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) VIRTUAL, c int AS (b + 1) STORED, UNIQUE k (b, c), INDEX i (c), CONSTRAINT x CHECK (c <> 7)); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int);
