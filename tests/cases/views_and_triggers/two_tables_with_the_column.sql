-- Only one of two columns of the name is renamed.
-- engines: mysql
-- rename: t.a=amount
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); CREATE TABLE u (id int PRIMARY KEY, a int); CREATE VIEW v AS SELECT t.a, u.a AS b FROM t JOIN u ON u.id = t.id; CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.a = (SELECT max(t.a) FROM t); INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, amount int); CREATE TABLE u (id int PRIMARY KEY, a int); CREATE VIEW v AS SELECT t.amount AS a, u.a AS b FROM t JOIN u ON u.id = t.id; CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.a = (SELECT max(t.amount) FROM t);
