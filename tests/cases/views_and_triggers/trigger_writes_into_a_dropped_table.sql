-- The trigger stays; that it will fail is said.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TABLE log (n int); CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (new.id);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (new.id);
--! hazards
breaks-old-code log: 1 view or trigger still says this name and will fail
