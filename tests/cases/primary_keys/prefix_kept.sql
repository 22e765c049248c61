-- The first letters of a text are the key.
-- engines: mysql
--! before
CREATE TABLE t (code varchar(300) NOT NULL, v text, PRIMARY KEY (code(20))); INSERT INTO t VALUES ('a', NULL), ('b', 'x');
--! after
CREATE TABLE t (code varchar(300) NOT NULL, v varchar(40), PRIMARY KEY (code(20)));
--! changes
t  ~ v text -> varchar(40)
