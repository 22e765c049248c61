-- A column that names the collation it would have anyway is no difference.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w text) COLLATE utf8mb4_unicode_ci; INSERT INTO t VALUES (1, 'a', 'b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, w text COLLATE utf8mb4_unicode_ci) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci;
--! changes
