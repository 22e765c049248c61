-- engines: postgres
--! before
CREATE TABLE t (a integer, b integer, CONSTRAINT k UNIQUE (a, b)); INSERT INTO t VALUES (1, NULL), (2, NULL);
--! after
CREATE TABLE t (a integer, b integer, CONSTRAINT k UNIQUE NULLS NOT DISTINCT (a, b));
