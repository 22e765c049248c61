-- Every text is a number.
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, '-5'), (2, NULL), (3, '2147483647');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);
--! hazards postgres
converts-type t.v
