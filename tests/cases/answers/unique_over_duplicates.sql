-- Two rows share a key: their number is said, and what to do.
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'a'), (3, NULL), (4, NULL), (5, 'b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, CONSTRAINT k UNIQUE (v));
--! needs
… 1 … --leave-out t
