-- engines: sqlite
--! before
CREATE TABLE t (code text NOT NULL PRIMARY KEY, v text, n integer) WITHOUT ROWID; INSERT INTO t VALUES ('b', 'x', 1), ('a', NULL, NULL);
--! after
CREATE TABLE t (code text NOT NULL PRIMARY KEY, v varchar(10) DEFAULT 'q', n integer NULL) WITHOUT ROWID;
