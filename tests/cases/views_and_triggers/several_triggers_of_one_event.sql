-- Their order is part of what they do.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET new.a = 1; CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET new.a = new.a + 1; CREATE TRIGGER three AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (new.a); INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER two BEFORE INSERT ON t FOR EACH ROW SET new.a = new.a + 1; CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW FOLLOWS two SET new.a = 1; CREATE TRIGGER zero BEFORE INSERT ON t FOR EACH ROW PRECEDES two SET new.a = 0; CREATE TRIGGER three AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (new.a);
