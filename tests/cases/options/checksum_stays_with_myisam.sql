-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY) ENGINE=MyISAM CHECKSUM=1 PACK_KEYS=1; INSERT INTO t VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY);
