-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > 0)); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > 1 AND v <> 13));
