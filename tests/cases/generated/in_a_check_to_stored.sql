-- A check speaks of a computed column that is made anew.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL, CONSTRAINT k CHECK (b < 100)); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) STORED, CONSTRAINT k CHECK (b < 100));
