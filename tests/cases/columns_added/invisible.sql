-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w integer INVISIBLE DEFAULT 7, x varchar(9) INVISIBLE);
--! changes
t + w int null default 7
t + x varchar(9) null
