-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, INDEX i (a) COMMENT 'old'); INSERT INTO t VALUES (1, 1);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, INDEX j (a) COMMENT 'new');
