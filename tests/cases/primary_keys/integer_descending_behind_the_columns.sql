-- Behind the columns the same words are the rowid, which has no order: no difference.
-- engines: sqlite
--! before
CREATE TABLE t (id INTEGER, v text, PRIMARY KEY (id DESC)); INSERT INTO t VALUES (1, 'a'), (2, 'b');
--! after
CREATE TABLE t (id INTEGER PRIMARY KEY, v text);
--! changes
