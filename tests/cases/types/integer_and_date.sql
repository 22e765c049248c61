-- engines: mysql
-- rewrites: t.a
-- rewrites: t.b
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b date); INSERT INTO t VALUES (1, 20240229, '2023-12-31'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a date, b int);
--! hazards
converts-type t.a
converts-type t.b
