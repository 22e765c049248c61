-- engines: mysql
-- loses: t.b
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b text, FULLTEXT f (a, b), FULLTEXT g (a), FULLTEXT h (b)); INSERT INTO t VALUES (1, 'a', 'b');
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), FULLTEXT f (a), FULLTEXT g (a));
