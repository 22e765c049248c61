-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, p point NOT NULL, g geometry NOT NULL, SPATIAL INDEX old_one (g)); INSERT INTO t VALUES (1, point(1, 2), point(3, 4));
--! after
CREATE TABLE t (id integer PRIMARY KEY, p point NOT NULL, g geometry NOT NULL, SPATIAL INDEX new_one (p));
