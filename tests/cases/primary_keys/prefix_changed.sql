-- engines: mysql
--! before
CREATE TABLE t (code varchar(300) NOT NULL, n int NOT NULL, PRIMARY KEY (code(20), n)); INSERT INTO t VALUES ('a', 1), ('b', 2);
--! after
CREATE TABLE t (code varchar(300) NOT NULL, n int NOT NULL, PRIMARY KEY (code(5), n));
--! changes
t  - primary key (code prefix 20, n)
t  + primary key (code prefix 5, n)
