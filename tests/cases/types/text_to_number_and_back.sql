-- engines: mysql
-- loses: t.a
-- loses: t.b
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b text, c int, d decimal(10, 2)); INSERT INTO t VALUES (1, ' 12 ', '-1.5', 7, 2.50), (2, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b decimal(10, 2), c varchar(11), d text);
--! hazards
converts-type t.a
converts-type t.c
