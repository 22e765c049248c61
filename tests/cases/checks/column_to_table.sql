-- The same condition, as the table's check with a name instead of the column's.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > 0)); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer, CONSTRAINT positive CHECK (v > 0));
