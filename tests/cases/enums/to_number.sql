-- The engine would take a label's place for its number: 20 stays 20.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('30', '20', '10')); INSERT INTO t VALUES (1, '10'), (2, '20'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);
