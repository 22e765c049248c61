-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY); CREATE VIRTUAL TABLE words USING fts5(v); CREATE VIRTUAL TABLE terms USING fts5vocab('words', 'row'); INSERT INTO words VALUES ('a b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE VIRTUAL TABLE words USING fts5(v); CREATE VIRTUAL TABLE terms USING fts5vocab('words', 'row');
--! changes
t  + v text null
--! unknown
virtual table terms: its module fts5vocab
