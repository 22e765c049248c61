-- Fractions are rounded away, and that is said.
-- engines: mysql
-- rewrites: t.a
-- rewrites: t.b
-- rewrites: t.c
-- loses: t.a
-- loses: t.b
-- loses: t.c
--! before
CREATE TABLE t (id int PRIMARY KEY, a float, b decimal(8, 2), c double); INSERT INTO t VALUES (1, 1.5, 2.75, -3.25), (2, NULL, NULL, NULL), (3, 4, 5, 6);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c bigint);
--! hazards
narrows-type t.a … rounded away
narrows-type t.b … rounded away
narrows-type t.c … rounded away
