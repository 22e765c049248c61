-- engines: sqlite
--! before
CREATE VIRTUAL TABLE words USING fts4(a, b); INSERT INTO words VALUES ('x', 'y');
--! after
CREATE VIRTUAL TABLE words USING fts4(a, b, c);
