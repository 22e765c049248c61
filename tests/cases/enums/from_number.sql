-- The engine would take a number for a label's place: 20 stays 20.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 10), (2, 20), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('30', '20', '10'));
