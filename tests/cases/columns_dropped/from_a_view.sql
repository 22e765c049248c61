-- The view that read it goes first and comes back without it.
-- engines: mysql
-- loses: t.w
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9), w integer); INSERT INTO t VALUES (1, 'a', 2);
CREATE VIEW s AS SELECT id, v, w FROM t WHERE w > 1;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9));
CREATE VIEW s AS SELECT id, v FROM t;
