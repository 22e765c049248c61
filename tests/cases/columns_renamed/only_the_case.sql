-- SQLite ignores letter case in names, PostgreSQL does not.
-- rename: t.name=Name
--! before
CREATE TABLE t (id integer PRIMARY KEY, name text); INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, "Name" text);
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, `Name` text);
