-- All values fit, which is counted.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a bigint, b mediumint NOT NULL DEFAULT 7); INSERT INTO t VALUES (1, 8388607, -128), (2, NULL, 127);
--! after
CREATE TABLE t (id int PRIMARY KEY, a mediumint, b tinyint NOT NULL DEFAULT 7);
--! hazards
narrows-type t.a: … mediumint is narrower than bigint
narrows-type t.b
