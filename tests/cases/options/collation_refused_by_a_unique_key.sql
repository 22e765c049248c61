-- Two texts are alike in the new collation; nothing is changed.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(9), UNIQUE k (a)) COLLATE=utf8mb4_bin; INSERT INTO t VALUES (1, 'a'), (2, 'A');
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(9), UNIQUE k (a)) COLLATE=utf8mb4_general_ci;
--! fails
Duplicate entry
