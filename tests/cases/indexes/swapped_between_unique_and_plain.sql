-- Names stay, and what they stand for changes places.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int, UNIQUE i (a), INDEX j (b)); INSERT INTO t VALUES (1, 1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b int, INDEX i (a), UNIQUE j (b));
