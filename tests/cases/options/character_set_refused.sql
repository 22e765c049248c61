-- A text has characters that the new set has not; nothing is changed.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)); INSERT INTO t VALUES (1, 'a', 2), (2, NULL, NULL), (3, 'Žofie Křížová 李', 7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40), n integer, INDEX i (v)) DEFAULT CHARACTER SET latin1;
--! hazards
converts-type t.v … fails
--! fails
Incorrect string value
