--! before
CREATE TABLE t (id integer PRIMARY KEY, gone text); INSERT INTO t (id) VALUES (1), (2);
--! after
CREATE TABLE t (id integer PRIMARY KEY);
