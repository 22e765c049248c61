-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a tinyint, b smallint, c mediumint, d int, e bigint); INSERT INTO t VALUES (1, -128, -32768, -8388608, -2147483648, -9223372036854775808), (2, 127, 32767, 8388607, 2147483647, 9223372036854775807), (3, NULL, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a smallint, b mediumint, c int, d bigint, e decimal(20, 0));
