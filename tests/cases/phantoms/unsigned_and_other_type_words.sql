-- engines: mysql
--! before
CREATE TABLE t (id int unsigned PRIMARY KEY, a serial, b decimal, c dec(8) unsigned, d float unsigned, e char, f binary, g bit, h year, i int zerofill, j double(7, 2));
INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer(10) unsigned NOT NULL PRIMARY KEY, a bigint unsigned NOT NULL AUTO_INCREMENT UNIQUE, b decimal(10, 0), c decimal(8, 0) unsigned, d float unsigned, e char(1), f binary(1), g bit(1), h year(4), i int(10) unsigned zerofill, j double(7,2));
--! changes
