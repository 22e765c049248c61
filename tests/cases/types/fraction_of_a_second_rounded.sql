-- engines: mysql
-- rewrites: t.a
-- loses: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a datetime(3)); INSERT INTO t VALUES (1, '2024-02-29 12:00:00.250'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a datetime);
--! hazards
narrows-type t.a … rounded away
