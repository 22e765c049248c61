-- What is in memory has no long texts: column and engine change in one statement.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v varchar(40)); CREATE TABLE u (a int, v varchar(40), INDEX i (v) USING BTREE) ENGINE=MEMORY; INSERT INTO t VALUES (1, 'a'); INSERT INTO u VALUES (1, 'a');
--! after
CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE u (a int, v text, INDEX i (v(9)));
