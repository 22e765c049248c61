-- Each row that exists gets a value of its own.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3);
--! after
CREATE TABLE t (id integer PRIMARY KEY, code char(36) NOT NULL DEFAULT uuid(), UNIQUE KEY k (code));
