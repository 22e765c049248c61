-- Without text there is nothing to make the index of again.
-- engines: sqlite
-- loses: words
--! before
CREATE VIRTUAL TABLE words USING fts5(v, content=''); INSERT INTO words (rowid, v) VALUES (1, 'x'), (2, 'y');
--! after
CREATE VIRTUAL TABLE words USING fts5(v, content='', tokenize='porter');
--! hazards
loses-rows words: it keeps no text
