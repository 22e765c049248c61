--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a * 2 + 1) STORED);
