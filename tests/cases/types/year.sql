-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a year, b year DEFAULT 2000, c smallint); INSERT INTO t VALUES (1, 1999, 2155, 2024), (2, NULL, 0, 1901);
--! after
CREATE TABLE t (id int PRIMARY KEY, a smallint unsigned, b year DEFAULT 2024, c year);
