-- The columns keep what they had, which now differs from the table's.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), e enum('ž', 'b')); INSERT INTO t VALUES (1, 'Žofie 李 😀', 'ž'), (2, 'a', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) COLLATE utf8mb4_general_ci, e enum('ž', 'b') COLLATE utf8mb4_general_ci) COLLATE utf8mb4_unicode_ci;
--! changes
t ~ options none -> collate utf8mb4_unicode_ci
t ~ e collate default -> collate utf8mb4_general_ci
t ~ v collate default -> collate utf8mb4_general_ci
