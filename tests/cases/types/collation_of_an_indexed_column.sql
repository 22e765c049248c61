-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20) COLLATE utf8mb4_bin, b varchar(20), UNIQUE k (a), INDEX i (b)); INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b varchar(20) COLLATE utf8mb4_bin, UNIQUE k (a), INDEX i (b));
