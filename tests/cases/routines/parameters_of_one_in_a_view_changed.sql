-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1); CREATE FUNCTION f(a int) RETURNS int RETURN a; CREATE VIEW v AS SELECT f(id) AS n FROM t;
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE FUNCTION f(a int, b int) RETURNS varchar(20) RETURN a + b; CREATE VIEW v AS SELECT f(id, 1) AS n FROM t;
