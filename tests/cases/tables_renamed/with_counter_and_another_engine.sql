-- engines: mysql
-- rename: t=u
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a int) ENGINE=MyISAM; INSERT INTO t (a) VALUES (1), (2), (3); DELETE FROM t WHERE id = 3;
--! after
CREATE TABLE u (id bigint AUTO_INCREMENT PRIMARY KEY, a int);
