-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100), b text, n integer, INDEX i (n) COMMENT 'first', INDEX j (a) COMMENT 'goes', INDEX l (a, n)); INSERT INTO t VALUES (1, 'Ada', 'green tea with milk', 3), (2, NULL, NULL, NULL), (3, 'Žofie', 'černý čaj', -1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100), b text, n integer, INDEX i (n) COMMENT 'it''s the second', INDEX j (a), UNIQUE k (n, a) COMMENT 'of a key', INDEX l (a, n) COMMENT 'comes');
