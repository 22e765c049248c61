-- The width of an integer that is the usual one, or none.
-- engines: mysql
--! before
CREATE TABLE t (id int(11) PRIMARY KEY, a bigint(20), b smallint(6), c tinyint(4), d mediumint(9), e int(10) unsigned, f bigint(20) unsigned, g smallint(5) unsigned, h tinyint(3) unsigned, i mediumint(8) unsigned, y year(4));
INSERT INTO t (id, a) VALUES (1, 2);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a bigint, b smallint, c tinyint, d mediumint, e int unsigned, f bigint unsigned, g smallint unsigned, h tinyint unsigned, i mediumint unsigned, y year);
--! changes
