-- engines: mysql
-- rename: t.a=amount
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) VIRTUAL, INDEX i (b)); INSERT INTO t (id, a) VALUES (1, 5);
--! after
CREATE TABLE t (id int PRIMARY KEY, amount int, b int AS (amount * 3) VIRTUAL, INDEX i (b));
