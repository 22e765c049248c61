-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a double); INSERT INTO t VALUES (1, 3e9), (2, 5);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int);
--! hazards
fails-on-data t.a: 1 value
--! fails
Out of range value
