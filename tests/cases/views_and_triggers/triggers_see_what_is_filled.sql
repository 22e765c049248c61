-- A value that the migration puts in is an update like any other.
-- engines: mysql
-- fill: t.a=0
-- rewrites: t.b
-- loses: t.a
-- loses: t.b
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW SET new.b = concat('touched ', new.a); INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW SET new.b = concat('touched ', new.a);
