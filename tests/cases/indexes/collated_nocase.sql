-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, w text); INSERT INTO t VALUES (1, 'a'), (2, 'A');
CREATE INDEX i ON t (w);
--! after
CREATE TABLE t (id integer PRIMARY KEY, w text);
CREATE INDEX i ON t (w COLLATE nocase DESC);
