-- A column goes that the check of another speaks of.
-- engines: mysql
-- loses: t.w
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > w), w integer); INSERT INTO t VALUES (1, 5, 3), (2, NULL, 1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);
