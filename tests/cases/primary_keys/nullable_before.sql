-- engines: mysql
--! before
CREATE TABLE t (id int, v text); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id int, v text, PRIMARY KEY (id));
