-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int, INDEX by_a (a), UNIQUE k (b)); INSERT INTO t VALUES (1, 2, 3);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b int, INDEX By_A (a), UNIQUE K (b));
