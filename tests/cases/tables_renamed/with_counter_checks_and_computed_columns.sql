-- engines: mysql
-- rename: t=u
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a int CHECK (a > 0), b int AS (a * 2) STORED, CONSTRAINT k CHECK (b < 100), UNIQUE t_a (a)) COMMENT='old'; INSERT INTO t (a) VALUES (1), (2), (3); DELETE FROM t WHERE a = 3;
--! after
CREATE TABLE u (id int AUTO_INCREMENT PRIMARY KEY, a int CHECK (a > 0), b int AS (a * 3) STORED, CONSTRAINT k CHECK (b < 100), UNIQUE u_a (a)) COMMENT='new';
