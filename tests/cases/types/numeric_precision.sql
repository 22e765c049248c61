--! before
CREATE TABLE t (id integer PRIMARY KEY, v numeric(10, 2) NOT NULL DEFAULT 0.25); INSERT INTO t VALUES (1, -12.5), (2, 99999.99), (3, 0);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v numeric(14, 4) NOT NULL DEFAULT 0.25);
