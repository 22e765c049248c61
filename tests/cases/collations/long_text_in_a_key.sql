-- A wider character set needs more bytes for the same key.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(700), UNIQUE KEY k (v)) CHARACTER SET latin1; INSERT INTO t VALUES (1, 'é'), (2, 'b');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(700), UNIQUE KEY k (v));
