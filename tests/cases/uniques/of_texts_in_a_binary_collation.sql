-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin); INSERT INTO t VALUES (1, 'a'), (2, 'A'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin, UNIQUE k (v));
