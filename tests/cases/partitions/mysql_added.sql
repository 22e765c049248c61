-- engines: mysql
--! before
CREATE TABLE p (id int, at date, v int); INSERT INTO p VALUES (1, '2019-05-05', 1), (2, '2020-05-05', 2), (3, '2024-05-05', 3);
--! after
CREATE TABLE p (id int, at date, v int) PARTITION BY RANGE (year(at)) (PARTITION a VALUES LESS THAN (2020), PARTITION z VALUES LESS THAN MAXVALUE);
