-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a point, b geometry); INSERT INTO t VALUES (1, point(1, 2), point(3, 4)), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a geometry, b point);
