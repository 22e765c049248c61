-- Quotes, backslashes, a question mark and non-ASCII in the literal.
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT 'it''s'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT 'a "b" \n \\ ? $1 ž 李 ''');
