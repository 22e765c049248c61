-- MyISAM counts for each value of the column before.
-- engines: mysql
--! before
CREATE TABLE t (a int NOT NULL, b int NOT NULL AUTO_INCREMENT, PRIMARY KEY (a, b)) ENGINE=MyISAM; INSERT INTO t (a) VALUES (1), (1), (2);
--! after
CREATE TABLE t (a int NOT NULL, b int NOT NULL AUTO_INCREMENT, PRIMARY KEY (b, a));
