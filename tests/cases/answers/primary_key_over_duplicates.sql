--! before
CREATE TABLE t (id integer, v text); INSERT INTO t VALUES (1, 'a'), (1, 'b'), (2, 'c');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text);
--! needs
… 1 … --leave-out t
