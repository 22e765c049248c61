--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer DEFAULT 1, w numeric(8, 3) NOT NULL DEFAULT 0); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer DEFAULT -42, w numeric(8, 3) NOT NULL DEFAULT -0.125);
