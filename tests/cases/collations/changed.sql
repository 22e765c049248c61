-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE INDEX i ON t (v); INSERT INTO t VALUES (1, 'a'), (2, 'A');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text COLLATE nocase); CREATE INDEX i ON t (v);
