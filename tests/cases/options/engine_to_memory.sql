-- engines: mysql
--! before
CREATE TABLE t (a int NOT NULL, v text, INDEX i (a)); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (a int NOT NULL, v varchar(40), INDEX i (a) USING HASH) ENGINE=MEMORY;
