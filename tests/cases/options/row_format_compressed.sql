-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)); INSERT INTO t VALUES (1, 'a', 2), (2, NULL, NULL), (3, 'Žofie Křížová 李', 7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
--! hazards
rewrites-table t
