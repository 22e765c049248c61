-- Names that must be quoted everywhere.
-- engines: mysql
-- rename: t.select=from
-- rename: t.a`b=order
--! before
CREATE TABLE t (id integer PRIMARY KEY, `select` varchar(9) CHECK (`select` <> 'select'), `a``b` integer AS (length(`select`)), KEY `key` (`select`, `a``b`)); INSERT INTO t (id, `select`) VALUES (1, 'x');
--! after
CREATE TABLE t (id integer PRIMARY KEY, `from` varchar(9) CHECK (`from` <> 'select'), `order` integer AS (length(`from`)), KEY `key` (`from`, `order`));
