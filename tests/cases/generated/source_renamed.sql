-- engines: mysql
-- rename: t.a=amount
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL, c integer AS (a + 1) STORED, INDEX i (b)); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, amount integer, b integer AS (amount * 2) VIRTUAL, c integer AS (amount + 1) STORED, INDEX i (b));
