-- Another column's default speaks of the one that goes.
-- engines: mysql
-- loses: t.b
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(20) DEFAULT (concat(b, 'x')), b varchar(9) DEFAULT 'y'); INSERT INTO t VALUES (1, 'q', 'r');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(20) DEFAULT 'x');
