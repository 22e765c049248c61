-- The number of a label is no number that anybody wrote.
-- engines: mysql
-- rewrites: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a enum('x', 'y')); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int);
--! hazards
converts-type t.a
