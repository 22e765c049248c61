-- A label is taken by its text, not by its place; one that is no number is refused.
-- engines: mysql
-- half done: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a enum('x', 'y')); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int);
--! hazards
fails-on-data t.a: 2 values
--! fails
Truncated incorrect INTEGER value: 'x'
