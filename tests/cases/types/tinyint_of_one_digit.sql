-- `tinyint(1)` is what boolean is called.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a tinyint, b boolean, c int); INSERT INTO t VALUES (1, 7, 1, 0), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a tinyint(1), b tinyint, c boolean);
