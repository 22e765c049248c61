--! before
CREATE TABLE t (a integer, b integer, CONSTRAINT k UNIQUE (a, b)); INSERT INTO t VALUES (1, 1), (1, 2);
--! after
CREATE TABLE t (a integer, b integer);
CREATE UNIQUE INDEX k ON t (a, b);
--! changes mysql
