-- A view reads the column that is made anew.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) VIRTUAL); CREATE VIEW v AS SELECT b FROM t; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW SET @last = new.b; SELECT (1); INSERT INTO t (id, a) VALUES (1, 5);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) STORED); CREATE VIEW v AS SELECT b FROM t; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW SET @last = new.b; SELECT (1);
