-- One value is longer than the new type allows: the engine refuses it and nothing is changed.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20)); INSERT INTO t VALUES (1, 'short'), (2, 'far too long');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(5));
--! hazards
t.v: … 1
--! fails
Data truncated for column 'v' at row 2
