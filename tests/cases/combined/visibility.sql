-- Columns become invisible and visible; their values stay.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) INVISIBLE DEFAULT 'x', w integer); INSERT INTO t (id, v, w) VALUES (1, 'a', 2);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) DEFAULT 'x', w integer INVISIBLE);
--! changes
t ~ v invisible -> no attribute
t ~ w no attribute -> invisible
