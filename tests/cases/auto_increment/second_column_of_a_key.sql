-- MyISAM counts within the first column of the key.
-- engines: mysql
--! before
CREATE TABLE t (kind varchar(9) NOT NULL, n integer NOT NULL, PRIMARY KEY (kind, n)) ENGINE=MyISAM; INSERT INTO t VALUES ('a', 1), ('a', 2), ('b', 1);
--! after
CREATE TABLE t (kind varchar(9) NOT NULL, n integer NOT NULL AUTO_INCREMENT, PRIMARY KEY (kind, n)) ENGINE=MyISAM;
