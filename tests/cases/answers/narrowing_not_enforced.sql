-- SQLite stores longer texts than the type says: nothing is cut, nothing is warned of.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20)); INSERT INTO t VALUES (1, 'short'), (2, 'far too long');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(5));
