-- A unique key stands over it: the two letter cases are one value afterwards, so they must not both be there.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin, UNIQUE KEY k (v)); INSERT INTO t VALUES (1, 'Žofie 李 😀'), (2, 'a'), (3, 'B');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), UNIQUE KEY k (v));
