-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a datetime, b timestamp NULL, c time(6), d datetime(3)); INSERT INTO t VALUES (1, '2024-02-29 12:00:00', '2024-02-29 12:00:00', '10:00:00.5', '2024-02-29 12:00:00.250'), (2, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a datetime(6), b timestamp(3) NULL, c time(3), d datetime(3) DEFAULT CURRENT_TIMESTAMP(3));
