-- A table without any key, whose rows may be alike.
-- engines: mysql
-- fill: t.b=q
-- loses: t.b
--! before
CREATE TABLE t (a int, b varchar(9), INDEX i (a)); INSERT INTO t VALUES (1, 'x'), (1, 'x'), (NULL, NULL);
--! after
CREATE TABLE t (a bigint, b varchar(19) NOT NULL DEFAULT 'q', c int, INDEX i (b));
