-- engines: mysql
--! before
CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b)); INSERT INTO t VALUES (1, 5), (2, 5);
--! after
CREATE TABLE t (a int NOT NULL PRIMARY KEY, b int NULL DEFAULT NULL);
