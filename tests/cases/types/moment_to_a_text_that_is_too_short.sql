-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a datetime); INSERT INTO t VALUES (1, '2024-02-29 12:30:00');
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(10));
--! hazards
fails-on-data t.a: 1 value is longer
--! fails
Data too long
