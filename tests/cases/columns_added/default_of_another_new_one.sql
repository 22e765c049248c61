-- A new column's default speaks of a new column behind it.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(20) DEFAULT (concat(z, 'x')), z varchar(9) DEFAULT 'y');
