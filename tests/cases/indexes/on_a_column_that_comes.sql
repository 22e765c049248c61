-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 1), (2, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(300) NOT NULL DEFAULT 'q', c int AUTO_INCREMENT UNIQUE, d point, INDEX i (b(20), c), FULLTEXT f (b));
