-- The column becomes shorter than the prefix of its index was.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(100), b varchar(30), INDEX i (a(50)), UNIQUE k (b)); INSERT INTO t VALUES (1, 'a', 'b'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(30), b varchar(100), INDEX i (a), UNIQUE k (b(50)));
