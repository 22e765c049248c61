-- A column in a unique key and a check becomes computed.
-- engines: mysql
-- loses: t.b
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int, UNIQUE k (b), CONSTRAINT c CHECK (b < 100), INDEX i (b, a)); INSERT INTO t VALUES (1, 5, 7), (2, NULL, 8);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) VIRTUAL, UNIQUE k (b), CONSTRAINT c CHECK (b < 100), INDEX i (b, a));
