-- The sequence goes after the default that draws from it.
-- engines: mysql
--! before
CREATE SEQUENCE s; CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval(s), v int); INSERT INTO t (v) VALUES (1), (2);
--! after
CREATE TABLE t (id int PRIMARY KEY, v int);
