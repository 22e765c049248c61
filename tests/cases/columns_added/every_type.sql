-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2);
--! after
CREATE TABLE t (
    id integer PRIMARY KEY,
    a tinyint unsigned DEFAULT 255, b smallint(4) zerofill, c mediumint, d bigint unsigned DEFAULT 18446744073709551615,
    e decimal(20, 6) DEFAULT -1.5, f float, g double DEFAULT 1e100, h bit(12) DEFAULT b'101', i boolean DEFAULT TRUE,
    j char(3) DEFAULT 'ž', k varchar(300), l tinytext, m mediumtext, n longtext, o binary(4), p varbinary(300), q blob,
    r date DEFAULT '2024-02-29', s time(6), t datetime(2), u timestamp NULL DEFAULT NULL, v year DEFAULT 1999,
    w json, x enum('a', 'b') DEFAULT 'b', y set('a', 'b') DEFAULT 'a,b', z point, aa uuid, ab inet6 DEFAULT '::1', ac geometry
);
