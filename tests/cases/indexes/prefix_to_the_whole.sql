-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100), b text, n integer, INDEX i (a(5)), INDEX j (a)); INSERT INTO t VALUES (1, 'Ada', 'green tea with milk', 3), (2, NULL, NULL, NULL), (3, 'Žofie', 'černý čaj', -1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(100), b text, n integer, INDEX i (a), INDEX j (a(5)));
