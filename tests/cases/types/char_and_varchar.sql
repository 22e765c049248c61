-- A char keeps no blanks at its end.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a char(5), b varchar(5), c char(3)); INSERT INTO t VALUES (1, 'ab', 'ab', 'x'), (2, NULL, NULL, '');
--! after
CREATE TABLE t (id int PRIMARY KEY, a varchar(5), b char(5), c char(8));
