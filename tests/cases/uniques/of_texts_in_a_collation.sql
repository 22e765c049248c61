-- What is alike in the collation is alike in the key.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v varchar(20)); INSERT INTO t VALUES (1, 'a'), (2, 'A'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, v varchar(20), UNIQUE k (v));
--! needs
… 1 … --leave-out t
