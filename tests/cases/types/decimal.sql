-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a decimal(6, 2) NOT NULL DEFAULT 1.25, b decimal(10, 0), c decimal(8, 3) unsigned); INSERT INTO t VALUES (1, -1234.56, 9999999999, 1.5), (2, 0, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a decimal(12, 4) NOT NULL DEFAULT 1.25, b decimal(65, 0), c decimal(8, 3));
