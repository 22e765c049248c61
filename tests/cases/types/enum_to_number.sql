-- The number of a label is no number that anybody wrote: such rows are refused, and nothing is changed.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a enum('x', 'y')); INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int);
--! hazards
fails-on-data t.a: 2 values do not survive from enum('x','y') to int
converts-type t.a
--! fails
`driftline_same_text` failed
