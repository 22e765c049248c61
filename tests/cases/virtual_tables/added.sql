-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a b'), (2, 'c');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE VIRTUAL TABLE "my ""words""" USING fts5("v w", note UNINDEXED, tokenize = 'porter ascii', prefix='2 3');
