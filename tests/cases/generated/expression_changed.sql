--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a * 2) STORED); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL);
CREATE INDEX i ON t (b);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a * 3) STORED);
CREATE INDEX i ON t (b);
