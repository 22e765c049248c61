--! before
CREATE TABLE t (code varchar(20) NOT NULL PRIMARY KEY, v text); INSERT INTO t VALUES ('ž', 'a'), ('''', NULL);
--! after
CREATE TABLE t (code varchar(40) NOT NULL PRIMARY KEY, v text);
