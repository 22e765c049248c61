-- What ANALYZE and OPTIMIZE leave behind is no difference.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, KEY i (a)); CREATE TABLE u (id int PRIMARY KEY, a int, KEY i (a)) ENGINE=MyISAM;
INSERT INTO t VALUES (1, 2); INSERT INTO u VALUES (1, 2); ANALYZE TABLE t; ANALYZE TABLE u; OPTIMIZE TABLE u;
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, KEY i (a)); CREATE TABLE u (id int PRIMARY KEY, a int, KEY i (a)) ENGINE=MyISAM;
--! changes
