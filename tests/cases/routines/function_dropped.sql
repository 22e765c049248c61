-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2);
CREATE FUNCTION total(a int) RETURNS int READS SQL DATA RETURN (SELECT sum(v) + a FROM t);
--! after
CREATE TABLE t (id int PRIMARY KEY, v int);
--! changes
- function total()
