-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE VIRTUAL TABLE words USING fts5(v); INSERT INTO t VALUES (1, 'a'); INSERT INTO words VALUES ('full text');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w integer); CREATE VIRTUAL TABLE words USING fts5(v);
--! unknown
words
