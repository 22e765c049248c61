-- A difference that is not seen is said to be one.
-- engines: mysql
--! before
CREATE TABLE p (id int) PARTITION BY HASH (id) PARTITIONS 2; INSERT INTO p VALUES (1);
--! after
CREATE TABLE p (id int) PARTITION BY HASH (id) PARTITIONS 4;
--! changes
--! unknown
partitioned table p: partitioning is not compared
