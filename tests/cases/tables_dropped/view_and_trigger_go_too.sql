-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE log (n int); CREATE VIEW v AS SELECT id FROM t; CREATE VIEW w AS SELECT v.id FROM v; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW INSERT INTO log VALUES (new.id);
--! after
CREATE TABLE log (n int);
