-- The value stays, though the two count differently.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('a', 'b', 'c') NOT NULL DEFAULT 'c', w set('a', 'b', 'c')); INSERT INTO t VALUES (1, 'c', 'b'), (2, 'b', 'c'), (3, 'a', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v set('a', 'b', 'c') NOT NULL DEFAULT 'c', w enum('a', 'b', 'c'));
