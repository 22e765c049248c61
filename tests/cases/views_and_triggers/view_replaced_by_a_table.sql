-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS SELECT id FROM t; INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE TABLE v (id int PRIMARY KEY);
