-- What is computed from a column goes before it.
-- engines: mysql
-- loses: t.a
-- loses: t.b
-- loses: t.c
-- loses: t.d
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL, c integer AS (a + 1) STORED, d integer AS (c + b) VIRTUAL, INDEX i (b)); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY);
