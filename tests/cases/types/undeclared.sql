-- SQLite columns need no type.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v); INSERT INTO t VALUES (1, 'a'), (2, 5), (3, x'00'), (4, 1.5), (5, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v blob);
