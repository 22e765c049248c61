-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) STATS_PERSISTENT=0 STATS_SAMPLE_PAGES=20; INSERT INTO t VALUES (1, 'a', 2), (2, NULL, NULL), (3, 'Žofie Křížová 李', 7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) STATS_PERSISTENT=1 STATS_AUTO_RECALC=0;
