-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a json); INSERT INTO t VALUES (1, '{"a": 1}'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20));
--! hazards
narrows-type t.a
