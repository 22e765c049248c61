-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 12345), (2, 7);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(3));
--! hazards
fails-on-data t.a: 1 value is longer
--! fails
Data too long
