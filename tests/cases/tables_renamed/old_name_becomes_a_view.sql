-- Old applications go on with a view.
-- engines: mysql
-- rename: t=u
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.a = 1; CREATE VIEW w AS SELECT a FROM t; INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE u (id int PRIMARY KEY, a int); CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.a = 1; CREATE VIEW t AS SELECT id, a FROM u; CREATE VIEW w AS SELECT a FROM u;
