-- engines: mysql
-- rename: t=u
-- rename: u.a=title
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(50), b text, FULLTEXT f (a, b)); INSERT INTO t VALUES (1, 'green tea', NULL);
--! after
CREATE TABLE u (id int PRIMARY KEY, title varchar(50), b text, FULLTEXT f (title, b));
