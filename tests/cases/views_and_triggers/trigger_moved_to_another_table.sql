-- A trigger's name is one in the whole database.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TABLE u (id int PRIMARY KEY, a int); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.a = 1; INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TABLE u (id int PRIMARY KEY, a int); CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.a = 1;
