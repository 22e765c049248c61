-- The function comes before the view that calls it, and goes after it.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1); CREATE FUNCTION a_old(a int) RETURNS int RETURN a; CREATE VIEW w AS SELECT a_old(id) AS n FROM t;
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE FUNCTION two(a int) RETURNS int RETURN a * 2; CREATE FUNCTION b_one(a int) RETURNS int RETURN two(a) + 1; CREATE VIEW v AS SELECT b_one(id) AS n FROM t;
