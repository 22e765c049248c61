-- engines: postgres mysql
--! before
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE u (id integer PRIMARY KEY); INSERT INTO p VALUES (1, '2024-02-29');
--! before mysql
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (year(at)) (PARTITION p1 VALUES LESS THAN (2025), PARTITION p2 VALUES LESS THAN MAXVALUE); CREATE TABLE u (id integer PRIMARY KEY); INSERT INTO p VALUES (1, '2024-02-29');
--! after
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (at); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE u (id integer PRIMARY KEY, v text);
--! after mysql
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (year(at)) (PARTITION p1 VALUES LESS THAN (2025), PARTITION p2 VALUES LESS THAN MAXVALUE); CREATE TABLE u (id integer PRIMARY KEY, v text);
--! unknown
p
--! unknown mysql
partitioned table p: partitioning is not compared
