-- A width that somebody has chosen is part of the type where numbers are filled with zeros.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int(5) unsigned zerofill, b int); INSERT INTO t VALUES (1, 42, 42);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int(7) unsigned zerofill, b int(4) unsigned zerofill);
