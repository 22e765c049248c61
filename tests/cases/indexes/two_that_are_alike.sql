-- The same columns twice; one of them goes.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, INDEX i (a), INDEX j (a), INDEX l (a)); INSERT INTO t VALUES (1, 1);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, INDEX i (a), INDEX l (a), INDEX m (a DESC));
