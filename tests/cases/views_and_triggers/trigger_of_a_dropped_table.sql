-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TRIGGER g BEFORE INSERT ON log FOR EACH ROW SET new.line = 1; INSERT INTO t VALUES (1, 5, 'x');
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20));
