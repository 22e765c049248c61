-- SQLite columns hold any class of value; none is converted by the copy.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v blob, w text); INSERT INTO t VALUES (1, 'text', 'a'), (2, 5, 'b'), (3, -1.5e300, NULL), (4, x'00ff', ''), (5, NULL, 'ž'), (6, 9223372036854775807, 'long'), (7, '007', '007');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v blob, w text DEFAULT '');
