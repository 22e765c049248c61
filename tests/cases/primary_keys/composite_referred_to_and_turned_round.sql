-- engines: mysql
--! before
CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b)); CREATE TABLE c (x int, y int, CONSTRAINT f FOREIGN KEY (x, y) REFERENCES t (a, b)); INSERT INTO t VALUES (1, 2); INSERT INTO c VALUES (1, 2), (NULL, 3);
--! after
CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (b, a)); CREATE TABLE c (x int, y int, CONSTRAINT f FOREIGN KEY (y, x) REFERENCES t (b, a));
