-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b varchar(20) COLLATE utf8mb4_bin AS (concat(a, 'x')) VIRTUAL INVISIBLE COMMENT 'old', c int); INSERT INTO t (id, a) VALUES (1, 'q'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b varchar(20) COLLATE utf8mb4_bin AS (concat(a, 'y')) VIRTUAL COMMENT 'new', c int, d varchar(30) AS (upper(a)) STORED INVISIBLE);
