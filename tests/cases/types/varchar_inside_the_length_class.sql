-- The length takes one byte before and after: the table is not copied.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b varchar(40) NOT NULL); INSERT INTO t VALUES (1, 'a', 'ž'), (2, NULL, '');
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(63), b varchar(50) NOT NULL);
