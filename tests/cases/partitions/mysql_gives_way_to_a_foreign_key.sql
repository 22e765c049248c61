-- A partitioned table has no foreign keys.
-- engines: mysql
--! before
CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE p (id int PRIMARY KEY, q int) PARTITION BY HASH (id) PARTITIONS 2; INSERT INTO q VALUES (1); INSERT INTO p VALUES (1, 1);
--! after
CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE p (id int PRIMARY KEY, q int, CONSTRAINT f FOREIGN KEY (q) REFERENCES q (id));
