-- A prefix of the whole length is none.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(100), b varchar(20), c text, INDEX i (a(20)), INDEX j (b), INDEX l (c(20))); INSERT INTO t VALUES (1, 'a', 'b', 'c'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b varchar(100), c varchar(20), INDEX i (a), INDEX j (b(20)), INDEX l (c));
