-- A column takes the name that another gives up.
-- rename: t.b=c
-- rename: t.a=b
--! before
CREATE TABLE t (id integer PRIMARY KEY, a text, b text, z integer); INSERT INTO t VALUES (1, 'a', 'b', 5), (2, NULL, 'only b', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, b text, c text, z integer);
