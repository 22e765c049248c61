-- The old key stays as an ordinary number.
-- engines: mysql
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a int); INSERT INTO t VALUES (5, 1), (9, 2);
--! after
CREATE TABLE t (id int NOT NULL, a int, n bigint AUTO_INCREMENT PRIMARY KEY);
