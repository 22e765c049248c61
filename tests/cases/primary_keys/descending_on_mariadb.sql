-- engines: mysql
--! before
CREATE TABLE t (a int, b varchar(9), PRIMARY KEY (a, b)); INSERT INTO t VALUES (1, 'x'), (1, 'y');
--! after
CREATE TABLE t (a int, b varchar(9), PRIMARY KEY (a, b DESC));
