-- The numbers of the rows are gone for good.
-- engines: sqlite
-- loses: t.(rowid)
--! before
CREATE TABLE t (code text NOT NULL PRIMARY KEY, v text); INSERT INTO t VALUES ('c', 'x'), ('b', 'a'), ('a', NULL);
--! after
CREATE TABLE t (code text NOT NULL PRIMARY KEY, v text) WITHOUT ROWID;
