-- engines: sqlite
--! before
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, c text, PRIMARY KEY (a, b)); CREATE INDEX i ON t (c DESC, a); INSERT INTO t VALUES (1, 'a', 'c'), (1, 'b', NULL);
--! after
CREATE TABLE t (a integer NOT NULL, b text NOT NULL, c varchar(9), PRIMARY KEY (a, b)); CREATE INDEX i ON t (c DESC, a);
