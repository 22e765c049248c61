-- A column with a check is replaced by another of the same name and another type.
-- engines: mysql
-- loses: t.v
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v point, w integer CHECK (w > 0)); INSERT INTO t VALUES (1, ST_GeomFromText('POINT(1 2)'), 3);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > w), w integer CHECK (w > 0 AND (v IS NULL OR v > 1)));
