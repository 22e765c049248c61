-- A negative number does not fit; nothing is changed.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, -5), (2, NULL), (3, 7);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int unsigned);
--! hazards
fails-on-data t.a: 1 value
--! fails
Out of range value
