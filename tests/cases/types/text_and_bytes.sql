-- engines: mysql
-- rewrites: t.a
-- rewrites: t.b
-- rewrites: t.c
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b varbinary(20), c text); INSERT INTO t VALUES (1, 'žx', 'ab', 'q'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varbinary(40), b varchar(20), c blob);
--! hazards
converts-type t.a
