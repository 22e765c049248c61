--! before
CREATE TABLE t (a integer, b integer, CONSTRAINT old_name UNIQUE (a, b)); INSERT INTO t VALUES (1, 1), (1, 2), (NULL, NULL);
--! after
CREATE TABLE t (a integer, b integer, CONSTRAINT new_name UNIQUE (a, b));
