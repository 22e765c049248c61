-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v set('a', 'b', 'c')); INSERT INTO t VALUES (1, 'a,c'), (2, 'b'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v set('a', 'd', 'c', 'b'));
