-- 1 is no label, and must not become the first one.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 1), (2, 20);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('30', '20', '10'));
--! fails
Data truncated for column 'v'
