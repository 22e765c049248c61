-- The order of its columns means nothing to a full-text index, which columns it has does.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100), b text, n integer, FULLTEXT INDEX f (b), FULLTEXT g (a)); INSERT INTO t VALUES (1, 'Ada', 'green tea with milk', 3), (2, NULL, NULL, NULL), (3, 'Žofie', 'černý čaj', -1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100), b text, n integer, FULLTEXT INDEX f (a, b), FULLTEXT g (a));
