-- Two texts become one to a unique key: the rows are asked about.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) COLLATE utf8mb4_bin, UNIQUE KEY k (v)); INSERT INTO t VALUES (1, 'a'), (2, 'A');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), UNIQUE KEY k (v));
--! fails
Duplicate entry
