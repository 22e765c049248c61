-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a bit(3), b bit(8) DEFAULT b'11', c bit(5)); INSERT INTO t VALUES (1, b'101', b'11111111', 17), (2, NULL, NULL, 0);
--! after
CREATE TABLE t (id int PRIMARY KEY, a bit(9), b bit(8) DEFAULT b'101', c int unsigned);
