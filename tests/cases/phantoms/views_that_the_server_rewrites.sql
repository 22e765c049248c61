-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE VIEW v AS SELECT * FROM t; CREATE VIEW w AS SELECT x.id, count(*) AS n FROM t x LEFT JOIN t y USING (id) WHERE x.b = 'it''s' and x.a in (1,2) GROUP BY x.id ORDER BY n DESC LIMIT 5; CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW u AS SELECT if(a>1, "x", b) c FROM v;
INSERT INTO t VALUES (1, 2, 'xy');
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE VIEW v AS SELECT t.id AS id, `t`.`a`, t.b AS `b` FROM `t`; CREATE VIEW w (id, n) AS SELECT `x`.`id`, COUNT(0) AS `n` FROM `t` `x` left join `t` AS `y` ON x.id = y.id WHERE (x.b = 'it\'s' AND x.a IN (1, 2)) GROUP BY x.id ORDER BY n DESC LIMIT 5; CREATE VIEW u AS SELECT IF(v.a > 1, 'x', v.b) AS c FROM v;
--! changes
