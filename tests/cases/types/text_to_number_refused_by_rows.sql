-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20)); INSERT INTO t VALUES (1, '12'), (2, 'twelve'), (3, ''), (4, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int);
--! hazards
fails-on-data t.a: 2 values
--! fails
Truncated incorrect INTEGER value: 'twelve'
