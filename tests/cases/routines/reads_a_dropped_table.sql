-- Nothing hinders the drop; that the routine will fail is said.
-- engines: mysql
-- loses: t
--! before
CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2); CREATE FUNCTION total() RETURNS int READS SQL DATA RETURN (SELECT sum(v) FROM t);
--! after
CREATE FUNCTION total() RETURNS int READS SQL DATA RETURN (SELECT sum(v) FROM t);
--! hazards
breaks-old-code t: 1 routine or event still says this name and will fail
