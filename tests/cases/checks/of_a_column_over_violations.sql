-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 1), (2, -7), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > 0));
--! needs
… 1 … --leave-out t
