-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a bigint); INSERT INTO t VALUES (1, 8388608), (2, 5), (3, -8388609);
--! after
CREATE TABLE t (id int PRIMARY KEY, a mediumint);
--! hazards
fails-on-data t.a: 2 values
--! fails
Out of range value
