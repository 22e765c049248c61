-- The computed values stay, although what they were computed from is gone.
-- engines: mysql
-- loses: t.a
-- fill: t.c=9
-- loses: t.b
-- loses: t.c
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) VIRTUAL, c int AS (a + 1) STORED); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, b int, c int NOT NULL DEFAULT 9);
