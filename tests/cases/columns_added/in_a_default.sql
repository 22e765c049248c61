-- The default of a column that is there speaks of the new one.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(20) DEFAULT 'x'); INSERT INTO t VALUES (1, 'q');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(20) DEFAULT (concat(b, 'x')), b varchar(9) DEFAULT 'y');
