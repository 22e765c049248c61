-- A literal and an alias that look like the renamed column stay.
-- engines: mysql
-- rename: t.a=amount
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(9)); CREATE VIEW v AS SELECT a AS b, 'a' AS c, 'it''s a' AS d FROM t; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.a = 'a'; INSERT INTO t VALUES (1, 'a');
--! after
CREATE TABLE t (id int PRIMARY KEY, amount varchar(9)); CREATE VIEW v AS SELECT amount AS b, 'a' AS c, 'it''s a' AS d FROM t; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET new.amount = 'a';
