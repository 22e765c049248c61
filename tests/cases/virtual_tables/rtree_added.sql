-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a b'), (2, 'c');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE VIRTUAL TABLE places USING rtree(id, x0, x1, y0, y1, +name text);
