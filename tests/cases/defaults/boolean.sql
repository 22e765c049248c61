--! before
CREATE TABLE t (id integer PRIMARY KEY, v boolean NOT NULL DEFAULT FALSE); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v boolean NOT NULL DEFAULT TRUE);
