--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer DEFAULT NULL); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer DEFAULT 0);
