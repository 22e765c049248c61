-- engines: mysql
--! before
CREATE TABLE p (id int) PARTITION BY HASH (id) PARTITIONS 2; INSERT INTO p VALUES (1), (2), (3);
--! after
CREATE TABLE p (id int) PARTITION BY HASH (id) PARTITIONS 5;
--! changes
p  ~ options partition by PARTITION BY HASH (`id`) PARTITIONS 2 -> partition by PARTITION BY HASH (`id`) PARTITIONS 5
