-- engines: mysql
--! before
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (year(at)) (PARTITION p1 VALUES LESS THAN (2025), PARTITION p2 VALUES LESS THAN MAXVALUE); CREATE TABLE u (id integer PRIMARY KEY); INSERT INTO p VALUES (1, '2024-02-29');
--! after
CREATE TABLE p (id integer, at date) PARTITION BY RANGE (year(at)) (PARTITION p1 VALUES LESS THAN (2025), PARTITION p2 VALUES LESS THAN MAXVALUE); CREATE TABLE u (id integer PRIMARY KEY, v text);
--! changes
u  + v text null
