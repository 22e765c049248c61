-- engines: mysql
-- rename: t.a=amount
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.a = new.a + 1; INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, amount int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.amount = new.amount + 1;
