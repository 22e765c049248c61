--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 5);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v bigint NOT NULL);
