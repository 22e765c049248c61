-- What else the column has must be said again, and stays.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin DEFAULT 'x' COMMENT 'it''s' CHECK (v <> 'q'), w timestamp NULL DEFAULT current_timestamp ON UPDATE current_timestamp COMMENT 'when', n int INVISIBLE DEFAULT 5); INSERT INTO t VALUES (1, 'a', '2024-02-29 12:00:00');
--! after
CREATE TABLE t (id int PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin NOT NULL DEFAULT 'x' COMMENT 'it''s' CHECK (v <> 'q'), w timestamp NOT NULL DEFAULT current_timestamp ON UPDATE current_timestamp COMMENT 'when', n int NOT NULL INVISIBLE DEFAULT 5);
