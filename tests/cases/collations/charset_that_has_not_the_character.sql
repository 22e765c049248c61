-- 李 is not in latin1: the engine refuses it, and nothing becomes a question mark.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20)); INSERT INTO t VALUES (1, 'naïve é'), (2, '李');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) CHARACTER SET latin1);
--! fails
Incorrect string value
