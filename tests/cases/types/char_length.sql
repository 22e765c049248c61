-- engines: postgres mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v char(3)); INSERT INTO t VALUES (1, 'abc'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v char(5));
