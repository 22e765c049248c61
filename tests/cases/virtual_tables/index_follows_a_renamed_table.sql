-- engines: sqlite
-- rename: t=things
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a b'), (2, 'c'); CREATE VIRTUAL TABLE words USING fts5(v, content='t', content_rowid='id'); INSERT INTO words (words) VALUES ('rebuild');
--! after
CREATE TABLE things (id integer PRIMARY KEY, v text); CREATE VIRTUAL TABLE words USING fts5(v, content='things', content_rowid='id');
