-- A timestamp without a word is NOT NULL in some modes of the server; NULL is always written out.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a timestamp NULL DEFAULT NULL, b timestamp NOT NULL DEFAULT '2000-01-01 00:00:01', c datetime NOT NULL DEFAULT '2000-01-01'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a timestamp NULL DEFAULT '2001-01-01 00:00:00', b timestamp NULL DEFAULT NULL, c datetime);
