-- The column starts to count behind the rows that exist.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (5, 'a'), (7, NULL);
--! after
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v text);
