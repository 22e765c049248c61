-- engines: mysql
--! before
CREATE TABLE t (code varchar(300) NOT NULL PRIMARY KEY); INSERT INTO t VALUES ('abc'), ('abd'), ('b');
--! after
CREATE TABLE t (code varchar(300) NOT NULL, PRIMARY KEY (code(2)));
--! needs
t: 1 row repeat another row's code … --leave-out t
