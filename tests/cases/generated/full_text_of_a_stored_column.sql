-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(20), b varchar(20)); INSERT INTO t VALUES (1, 'green', 'tea'), (2, NULL, 'milk');
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(20), b varchar(20), both_of_them text AS (concat_ws(' ', a, b)) STORED, FULLTEXT f (both_of_them));
