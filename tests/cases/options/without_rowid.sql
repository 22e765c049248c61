-- engines: sqlite
--! before
CREATE TABLE t (code text NOT NULL PRIMARY KEY, v text); INSERT INTO t VALUES ('b', 'a'), ('a', NULL);
--! after
CREATE TABLE t (code text NOT NULL PRIMARY KEY, v text) WITHOUT ROWID;
