-- Three indexes take each other's names.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, INDEX i (a), INDEX j (b), INDEX l (c DESC)); INSERT INTO t VALUES (1, 1, 2, 3);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, INDEX j (a), INDEX l (b), INDEX i (c DESC));
