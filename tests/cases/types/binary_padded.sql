-- A longer binary is filled with zero bytes.
-- engines: mysql
-- rewrites: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a binary(3)); INSERT INTO t VALUES (1, 'abc'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a binary(5));
