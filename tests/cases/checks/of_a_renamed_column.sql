-- engines: mysql
-- rename: t.v=value
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > 0), w integer, CONSTRAINT c CHECK (v < w)); INSERT INTO t VALUES (1, 5, 6), (2, NULL, 1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, value integer CHECK (value > 0), w integer, CONSTRAINT c CHECK (value < w));
