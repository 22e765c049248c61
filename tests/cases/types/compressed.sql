-- The values of a column are stored compressed.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(500), b text, c text COMPRESSED); INSERT INTO t VALUES (1, 'a', 'ž', 'c'), (2, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(500) COMPRESSED, b text COMPRESSED, c text);
