--! before
CREATE TABLE t (id integer PRIMARY KEY, v numeric(14, 4)); INSERT INTO t VALUES (1, -12.5), (2, 99999.75), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v numeric(10, 2));
