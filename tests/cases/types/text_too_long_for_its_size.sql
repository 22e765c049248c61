-- A text of 300 bytes does not fit; nothing is changed.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, repeat('x', 300));
--! after
CREATE TABLE t (id int PRIMARY KEY, a tinytext);
--! hazards
narrows-type t.a … fails on values that do not fit
--! fails
Data too long
