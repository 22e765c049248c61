--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'A'), (3, NULL), (4, 'A');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE UNIQUE INDEX k ON t (lower(v));
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE UNIQUE INDEX k ON t (v(5));
--! needs
… 2 … --leave-out t
