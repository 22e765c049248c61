--! before
CREATE TABLE t (a integer, b integer, c integer, CONSTRAINT k UNIQUE (a, b)); INSERT INTO t VALUES (1, 1, 1), (1, 2, NULL), (NULL, NULL, 3);
--! after
CREATE TABLE t (a integer, b integer, c integer, CONSTRAINT k UNIQUE (b, a, c));
