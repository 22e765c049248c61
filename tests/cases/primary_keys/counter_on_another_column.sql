-- engines: mysql
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, n int NOT NULL); INSERT INTO t VALUES (5, 1), (7, 2);
--! after
CREATE TABLE t (id int NOT NULL, n int AUTO_INCREMENT PRIMARY KEY);
