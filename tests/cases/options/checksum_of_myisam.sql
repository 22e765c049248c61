-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) ENGINE=MyISAM; INSERT INTO t VALUES (1, 'a', 2), (2, NULL, NULL), (3, 'Žofie Křížová 李', 7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) ENGINE=MyISAM CHECKSUM=1 DELAY_KEY_WRITE=1 MIN_ROWS=5 MAX_ROWS=500;
