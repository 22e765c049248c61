-- MariaDB numbers unnamed checks of a table: without the first, the second takes its name.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer, CHECK (v > 0), CHECK (id < 10)); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer, CHECK (id < 10));
