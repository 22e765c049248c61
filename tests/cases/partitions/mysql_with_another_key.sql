-- Every unique key must hold the columns of the partitions, so both change together.
-- engines: mysql
--! before
CREATE TABLE p (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a)) PARTITION BY HASH (a) PARTITIONS 2; INSERT INTO p VALUES (1, 2), (2, 3);
--! after
CREATE TABLE p (a int NOT NULL, b int NOT NULL, PRIMARY KEY (b)) PARTITION BY HASH (b) PARTITIONS 2;
