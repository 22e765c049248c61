--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer, CONSTRAINT old_name CHECK (v > 0)); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer, CONSTRAINT new_name CHECK (v > 0));
