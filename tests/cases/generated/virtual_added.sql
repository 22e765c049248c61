-- engines: sqlite mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer); INSERT INTO t VALUES (1, 5), (2, NULL);
--! before mysql
CREATE TABLE t (id integer PRIMARY KEY, a integer); INSERT INTO t VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b text AS (a || 'x') VIRTUAL);
--! after mysql
CREATE TABLE t (id integer PRIMARY KEY, a integer, b varchar(20) AS (concat(a, 'x')) VIRTUAL);
