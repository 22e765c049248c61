-- MariaDB's check of a column is part of the column's definition and has no name.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > 0));
--! changes
t + check (`v` > 0) of v
