-- engines: mysql
-- loses: t.a
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS SELECT id, a, b FROM t; INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS SELECT id, b FROM t;
