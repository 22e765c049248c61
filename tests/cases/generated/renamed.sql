-- engines: mysql
-- rename: t.b=twice
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL, c integer AS (b + 1) VIRTUAL, INDEX i (b)); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, twice integer AS (a * 2) VIRTUAL, c integer AS (twice + 1) VIRTUAL, INDEX i (twice));
