-- From 256 bytes on the length takes two: the table is copied.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(63)); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(64));
--! hazards
rewrites-table t.a
