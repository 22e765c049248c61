-- MariaDB renames the column under the view and leaves the view broken; here it follows.
-- engines: mysql
-- rename: t.a=amount
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS SELECT id, a AS n FROM t WHERE a > 1; CREATE VIEW w AS SELECT v.n FROM v; INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, amount int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS SELECT id, amount AS n FROM t WHERE amount > 1; CREATE VIEW w AS SELECT v.n FROM v;
