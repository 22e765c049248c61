-- Two columns take each other's names, with their index and check.
-- engines: mysql
-- rename: t.a=b
-- rename: t.b=a
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(9), b integer, KEY i (a), CONSTRAINT c CHECK (b > 0)); INSERT INTO t VALUES (1, 'x', 5), (2, NULL, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, b varchar(9), a integer, KEY i (b), CONSTRAINT c CHECK (a > 0));
