--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer DEFAULT (1 + 1)); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer DEFAULT (2 * (3 + 4)));
