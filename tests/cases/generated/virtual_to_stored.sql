-- MariaDB has no statement for this: the column is made anew.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL, c text); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) STORED, c text);
