-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a text, b tinytext, c mediumtext NOT NULL, d longtext); INSERT INTO t VALUES (1, 'ž', 'b', 'c', 'd'), (2, NULL, NULL, '', NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a mediumtext, b text, c longtext NOT NULL, d text);
--! hazards
narrows-type t.d
