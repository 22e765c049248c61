-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) NOT NULL, w text, x varchar(9) CHARACTER SET ascii) CHARACTER SET latin1; INSERT INTO t VALUES (1, 'naïve é', 'ÿ', 'a');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) NOT NULL, w text, x varchar(9) CHARACTER SET ascii);
