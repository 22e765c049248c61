-- What was computed is given, and what was given is computed.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) STORED); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id int PRIMARY KEY, b int, a int AS (b DIV 2) STORED);
