-- Texts are converted.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) DEFAULT CHARACTER SET latin1; INSERT INTO t VALUES (1, 'a', 2), (2, NULL, NULL), (3, 'é', 7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v));
--! hazards
converts-type t.v
