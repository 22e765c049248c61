-- engines: sqlite
-- unfit: leave out
-- leaves out: t 1
-- loses: t
--! before
CREATE TABLE t (code text PRIMARY KEY, n integer); INSERT INTO t VALUES ('a', 1), ('A', 1), ('b', 2);
--! after
CREATE TABLE t (code text, n integer, PRIMARY KEY (code COLLATE NOCASE));
--! hazards
loses-rows t: 1 of 3 rows are left out
