-- engines: mysql
-- loses: t.b
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer); INSERT INTO t VALUES (1, 5, 7), (2, NULL, 8);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL);
