-- engines: sqlite
--! before
CREATE VIRTUAL TABLE places USING rtree(id, x0, x1); INSERT INTO places VALUES (1, 2, 3), (5, -1, 1);
--! after
CREATE VIRTUAL TABLE places USING rtree(id, x0, x1, +name text);
