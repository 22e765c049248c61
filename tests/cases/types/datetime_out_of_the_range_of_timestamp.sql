-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a datetime); INSERT INTO t VALUES (1, '1950-02-28 12:00:00');
--! after
CREATE TABLE t (id int PRIMARY KEY, a timestamp NULL);
--! hazards
narrows-type t.a
--! fails
Incorrect datetime value
