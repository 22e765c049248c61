-- The text stands in another table: the index is made of it again, and the triggers that keep it in step stay.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a b'), (2, 'c'); CREATE VIRTUAL TABLE words USING fts5(v, content='t', content_rowid='id'); INSERT INTO words (words) VALUES ('rebuild'); CREATE TRIGGER step AFTER INSERT ON t BEGIN INSERT INTO words (rowid, v) VALUES (new.id, new.v); END;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w int); CREATE VIRTUAL TABLE words USING fts5(v, content='t', content_rowid='id', tokenize='porter'); CREATE TRIGGER step AFTER INSERT ON t BEGIN INSERT INTO words (rowid, v) VALUES (new.id, new.v); END;
