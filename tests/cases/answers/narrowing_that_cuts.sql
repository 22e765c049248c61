-- One value is longer than the new type allows; the number of such rows is said.
-- engines: postgres
-- rewrites: t.v
-- loses: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20)); INSERT INTO t VALUES (1, 'short'), (2, 'far too long');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(5));
--! hazards
narrows-type t.v: … 1
