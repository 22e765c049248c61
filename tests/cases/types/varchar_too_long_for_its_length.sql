-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20)); INSERT INTO t VALUES (1, 'short'), (2, 'far too long'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(5));
--! hazards
fails-on-data t.a: 1 value is longer than 5 characters
--! fails
Data truncated
