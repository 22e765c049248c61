-- Two columns take each other's names.
-- rename: t.a=b
-- rename: t.b=a
--! before
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer); INSERT INTO t VALUES (1, 'a', 10), (2, NULL, -20);
--! after
CREATE TABLE t (id integer PRIMARY KEY, b text, a integer);
