-- One computed column is computed from another, and both change.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL, c integer AS (b + 1) VIRTUAL); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) STORED, c integer AS (b + 2) VIRTUAL, d integer AS (c + b) VIRTUAL);
