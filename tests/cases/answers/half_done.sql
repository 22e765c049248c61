-- A new column stands before the rows are refused: it stays, because each statement commits.
-- engines: mysql
-- half done: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, '12'), (2, 'twelve'), (3, NULL);
CREATE TABLE u (id integer PRIMARY KEY, w varchar(9)); INSERT INTO u VALUES (1, 'x');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);
CREATE TABLE u (id integer PRIMARY KEY);
--! fails
Truncated incorrect INTEGER value: 'twelve'
