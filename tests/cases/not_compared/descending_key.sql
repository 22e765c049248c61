-- SQLite's words for this are not in the schema: the whole table is left alone.
-- engines: sqlite
--! before
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, c text, PRIMARY KEY (a, b DESC)); INSERT INTO t VALUES (1, 'a', 'c'), (1, 'b', NULL);
--! after
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, c text, PRIMARY KEY (a, b DESC));
--! changes
--! unknown
table t … primary key … DESC
