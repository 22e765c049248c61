-- A text that is an array's text.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, '{1,2}'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer[]);
