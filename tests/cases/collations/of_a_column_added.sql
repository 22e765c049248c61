-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w text); INSERT INTO t VALUES (1, 'Žofie 李 😀', '😀'), (2, 'a', NULL), (3, 'A', 'x');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin, w text COLLATE utf8mb4_unicode_ci);
--! changes
t ~ v collate default -> collate utf8mb4_bin
t ~ w collate default -> collate utf8mb4_unicode_ci
