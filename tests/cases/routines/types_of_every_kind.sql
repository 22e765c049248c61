-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY);
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE PROCEDURE p(a tinyint(1), b int unsigned zerofill, c enum('x', 'it''s'), d json, e datetime(3), f varbinary(9), g set('a', 'b') CHARSET latin1, h double, i bit(3), j point, k uuid, l year, m char, n longblob) SELECT 1;
