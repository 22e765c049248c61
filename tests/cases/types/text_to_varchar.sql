--! before
CREATE TABLE t (id integer PRIMARY KEY, v text NOT NULL); INSERT INTO t VALUES (1, 'ž'), (2, '');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10) NOT NULL);
