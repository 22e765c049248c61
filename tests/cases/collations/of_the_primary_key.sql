-- engines: mysql
--! before
CREATE TABLE t (code varchar(20) NOT NULL PRIMARY KEY, v integer); INSERT INTO t VALUES ('ž', 1), ('李', 2), ('😀', 3), ('a', NULL);
--! after
CREATE TABLE t (code varchar(20) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, v integer);
