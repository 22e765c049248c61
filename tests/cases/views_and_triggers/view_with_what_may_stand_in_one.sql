-- Unions, subqueries, common table expressions and window functions.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, (SELECT max(a) FROM t WHERE t.id = n.i) AS m, row_number() OVER (ORDER BY i DESC) AS place FROM n WHERE EXISTS (SELECT 1 FROM t WHERE t.id = n.i) UNION SELECT 0, 0, 0; CREATE VIEW w AS SELECT CASE b WHEN 'x' THEN concat(b, 'it''s') ELSE coalesce(b, '\\') END AS c, cast(a AS char(5)) AS d, b LIKE 'a\_%' AS e, a DIV 2 AS f, now() > '2024-01-01' AS g FROM t WHERE a IS NOT NULL AND b NOT IN ('q', 'r') GROUP BY b, a HAVING count(*) > 0 ORDER BY b LIMIT 3;
