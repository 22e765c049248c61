-- A text needs a length in the index, which changes with it.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(50), INDEX i (a)); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a text, INDEX i (a(50)));
