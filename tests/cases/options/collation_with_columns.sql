-- The columns have the table's collation before and after.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci; INSERT INTO t VALUES (1, 'a', 2), (2, NULL, NULL), (3, 'Žofie Křížová 李', 7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_czech_ci;
