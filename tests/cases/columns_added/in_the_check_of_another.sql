-- The check of a column that is there speaks of the new one.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v < w), w integer DEFAULT 9);
