-- The time of the day is lost, and that is said.
-- engines: mysql
-- rewrites: t.a
-- loses: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a datetime); INSERT INTO t VALUES (1, '2024-02-29 12:30:00'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a date);
--! hazards
narrows-type t.a
