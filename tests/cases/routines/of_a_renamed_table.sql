-- The engine mends no routine: it is made again with the new name.
-- engines: mysql
-- rename: t=things
-- rename: things.v=value
--! before
CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2); CREATE FUNCTION total() RETURNS int READS SQL DATA RETURN (SELECT sum(v) FROM t);
--! after
CREATE TABLE things (id int PRIMARY KEY, value int); CREATE FUNCTION total() RETURNS int READS SQL DATA RETURN (SELECT sum(value) FROM things);
--! changes
> table t -> things
things  > v -> value
~ function total() definition
