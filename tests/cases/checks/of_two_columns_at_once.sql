-- Both columns change, each with a check that speaks of the other.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer CHECK (a < b), b integer CHECK (b > a)); INSERT INTO t VALUES (1, 5, 6), (2, NULL, 1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a bigint CHECK (a <= b), b bigint CHECK (b >= a));
