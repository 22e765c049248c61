-- The view that reads the changed one stays.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW z AS SELECT id, a FROM t; CREATE VIEW y AS SELECT id FROM z; INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); CREATE VIEW z AS SELECT id, b FROM t; CREATE VIEW y AS SELECT id FROM z;
