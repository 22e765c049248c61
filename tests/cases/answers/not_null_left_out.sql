-- Rows without a value get one that means nothing where rows may be left out, since the rest of them is good.
-- unfit: leave out
-- rewrites: t.v
-- loses: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 1), (2, NULL), (3, 3);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer NOT NULL);
--! hazards
fills-nulls t.v: 1 row
