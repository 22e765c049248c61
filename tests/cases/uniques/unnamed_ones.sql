-- The engine names them after the first column, the second with a number.
-- engines: mysql
--! before
CREATE TABLE t (a int, b int, UNIQUE (a)); INSERT INTO t VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE t (a int, b int, UNIQUE (a), UNIQUE (a, b), UNIQUE (b));
