-- The trigger goes on with its table, and one of another table that writes into it follows.
-- engines: mysql
-- rename: t=people
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.a = 1; CREATE TRIGGER h AFTER INSERT ON log FOR EACH ROW UPDATE t SET a = 7 WHERE id = -1; INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE people (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER g BEFORE INSERT ON people FOR EACH ROW SET new.a = 1; CREATE TRIGGER h AFTER INSERT ON log FOR EACH ROW UPDATE people SET a = 7 WHERE id = -1;
