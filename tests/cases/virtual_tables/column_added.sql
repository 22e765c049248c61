-- Rows and their numbers are carried over.
-- engines: sqlite
--! before
CREATE VIRTUAL TABLE words USING fts5(v); INSERT INTO words (rowid, v) VALUES (7, 'full text'), (9, 'it''s');
--! after
CREATE VIRTUAL TABLE words USING fts5(v, note UNINDEXED, tokenize=porter);
