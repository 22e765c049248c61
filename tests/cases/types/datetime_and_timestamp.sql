-- engines: mysql
-- rewrites: t.c
--! before
CREATE TABLE t (id int PRIMARY KEY, a datetime, b timestamp NULL, c date); INSERT INTO t VALUES (1, '2024-02-29 12:00:00', '2024-02-29 12:00:00', '2024-02-29'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a timestamp NULL, b datetime, c datetime);
