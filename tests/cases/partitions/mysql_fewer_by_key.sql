-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY, v int) PARTITION BY KEY () PARTITIONS 4; INSERT INTO p VALUES (1, 1), (2, 2), (3, 3);
--! after
CREATE TABLE p (id int PRIMARY KEY, v int) PARTITION BY KEY ();
