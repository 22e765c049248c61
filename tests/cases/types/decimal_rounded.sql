-- Digits behind the point are rounded away, and that is said.
-- engines: mysql
-- rewrites: t.a
-- loses: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a decimal(8, 4)); INSERT INTO t VALUES (1, 1.2345), (2, 2.5), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a decimal(6, 2));
--! hazards
narrows-type t.a … digits without room are rounded away
