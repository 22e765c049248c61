--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer NOT NULL DEFAULT 0); INSERT INTO t VALUES (1, 1), (2, 0);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v boolean NOT NULL DEFAULT FALSE);
