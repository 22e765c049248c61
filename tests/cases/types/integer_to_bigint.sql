--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer DEFAULT 3); INSERT INTO t VALUES (1, -5), (2, NULL), (3, 2147483647);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v bigint DEFAULT 3);
