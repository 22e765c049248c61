-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE FUNCTION total(a int, b decimal(10,2) unsigned) RETURNS decimal(12,2) DETERMINISTIC NO SQL COMMENT 'it''s' RETURN a + b;
--! changes
+ function total()
