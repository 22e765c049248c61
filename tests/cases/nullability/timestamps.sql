-- A timestamp that may be NULL, and one that may not.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a timestamp NULL, b timestamp NOT NULL DEFAULT current_timestamp); INSERT INTO t VALUES (1, '2024-02-29 12:00:00', '2024-02-29 13:00:00');
--! after
CREATE TABLE t (id int PRIMARY KEY, a timestamp NOT NULL DEFAULT '2000-01-01 00:00:00', b timestamp NULL DEFAULT NULL);
