-- `INTEGER PRIMARY KEY DESC` inside its column is an ordinary key beside the rowid.
-- engines: sqlite
--! before
CREATE TABLE t (id INTEGER PRIMARY KEY DESC, v text); INSERT INTO t (rowid, id, v) VALUES (7, 1, 'a'), (9, 2, 'b'), (10, NULL, 'c');
--! after
CREATE TABLE t (id INTEGER PRIMARY KEY DESC, v text, w text DEFAULT (lower('W')));
--! changes
t  + w text null default (lower('W'))
