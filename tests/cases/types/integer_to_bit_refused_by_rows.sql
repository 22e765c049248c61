-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 9), (2, 7);
--! after
CREATE TABLE t (id int PRIMARY KEY, a bit(3));
--! hazards
narrows-type t.a
--! fails
Data too long
