-- engines: mysql
-- rename: t=people
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS SELECT id, a FROM t; CREATE VIEW w AS SELECT a FROM v; INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE people (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW v AS SELECT id, a FROM people; CREATE VIEW w AS SELECT a FROM v;
