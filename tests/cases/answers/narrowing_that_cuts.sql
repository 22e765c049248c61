-- The longest value is longer than the new type allows; the number of such rows is said.
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20)); INSERT INTO t VALUES (1, 'short'), (2, 'far too long');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(5));
--! needs postgres
1
--! hazards
narrows-type t.v: … 1
