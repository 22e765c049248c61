-- engines: mysql
-- fill: t.c=0
-- loses: t.c
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int unsigned DEFAULT 3, c bigint); INSERT INTO t VALUES (1, 2147483647, 7, 0), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int unsigned, b int DEFAULT 3, c bigint unsigned NOT NULL);
--! hazards
narrows-type t.a
