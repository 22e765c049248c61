-- engines: mysql
-- loses: t.b
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int); CREATE TABLE log (n int); CREATE TRIGGER g AFTER INSERT ON log FOR EACH ROW UPDATE t SET b = 1 WHERE id = new.n; INSERT INTO t VALUES (1, 2, 3);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TABLE log (n int); CREATE TRIGGER g AFTER INSERT ON log FOR EACH ROW UPDATE t SET b = 1 WHERE id = new.n;
--! hazards
breaks-old-code t.b: 1 view or trigger still says this name and will fail
