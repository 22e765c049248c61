-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a float, b double, c decimal(10, 3), d double); INSERT INTO t VALUES (1, 1.5, -2.25e100, 12.125, 3.5), (2, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a double, b double DEFAULT 0.5, c double, d float);
