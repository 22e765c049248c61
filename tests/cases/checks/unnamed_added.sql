-- PostgreSQL names both, MariaDB that of the table, SQLite none.
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer CHECK (v > 0), CHECK (id <> v OR v IS NULL));
