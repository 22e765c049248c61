-- engines: mysql
-- loses: t.id
--! before
CREATE TABLE t (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9) NOT NULL); INSERT INTO t VALUES (3, 'x'), (7, 'y');
--! after
CREATE TABLE t (v varchar(9) NOT NULL PRIMARY KEY);
