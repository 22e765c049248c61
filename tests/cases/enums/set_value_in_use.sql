-- The engine refuses rows that hold the value which goes.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v set('a', 'b', 'c')); INSERT INTO t VALUES (1, 'a,c'), (2, 'b'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v set('a', 'b'));
--! hazards
fails-on-data t.v: 1 value
--! fails
Data truncated for column 'v'
