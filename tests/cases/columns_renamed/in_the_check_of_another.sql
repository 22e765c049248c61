-- engines: mysql
-- rename: t.w=limit_of
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v < w), w integer CHECK (w > 0)); INSERT INTO t VALUES (1, 5, 6), (2, NULL, 1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v < limit_of), limit_of integer CHECK (limit_of > 0));
