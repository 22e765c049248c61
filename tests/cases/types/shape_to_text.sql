-- No value of one becomes a value of the other: they are lost, and that is said.
-- engines: mysql
-- rewrites: t.a
-- loses: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a point); INSERT INTO t VALUES (1, point(1, 2)), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a text);
--! hazards
drops-column t.a: 2 rows lose their values … point … text
