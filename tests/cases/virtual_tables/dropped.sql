-- engines: sqlite
-- loses: words
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a b'), (2, 'c'); CREATE VIRTUAL TABLE words USING fts5(v); INSERT INTO words VALUES ('full text');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text);
--! hazards
drops-table words: its rows are lost
