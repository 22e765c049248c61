-- The name that the second sorts before the first.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW z AS SELECT id, a FROM t; CREATE VIEW y AS SELECT id, a + 1 AS n FROM z; CREATE VIEW x AS SELECT y.n, z.a FROM y JOIN z USING (id);
