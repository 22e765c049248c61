-- The computed text follows the collation of the table.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b varchar(20) AS (concat(a, 'x')) STORED, c varchar(9) AS (lower(a)) VIRTUAL, INDEX i (b)) COLLATE=utf8mb4_bin; INSERT INTO t (id, a) VALUES (1, 'q'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(9), b varchar(20) AS (concat(a, 'x')) STORED, c varchar(9) AS (lower(a)) VIRTUAL, INDEX i (b)) COLLATE=utf8mb4_czech_ci;
