-- Computed values become ordinary ones that may not be NULL, with a default.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b integer AS (a * 2) VIRTUAL, c integer AS (a + 1) STORED); INSERT INTO t (id, a) VALUES (1, 5), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, b integer NOT NULL DEFAULT 3, c integer NOT NULL);
