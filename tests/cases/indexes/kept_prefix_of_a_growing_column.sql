-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b text, INDEX i (a(10)), UNIQUE k (b(10))); INSERT INTO t VALUES (1, 'a', 'b'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(200), b mediumtext, INDEX i (a(10)), UNIQUE k (b(10)));
