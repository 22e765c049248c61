-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a boolean NOT NULL DEFAULT TRUE, b bool DEFAULT false, c boolean DEFAULT NULL);
INSERT INTO t VALUES (1, 1, 0, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a tinyint(1) NOT NULL DEFAULT 1, b tinyint(1) DEFAULT 0, c tinyint(1));
--! changes
