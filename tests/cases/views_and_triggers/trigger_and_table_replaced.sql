-- engines: mysql
-- apart: t
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.a = 1;
--! after
CREATE TABLE u (code varchar(9) PRIMARY KEY); CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.code = 'x';
