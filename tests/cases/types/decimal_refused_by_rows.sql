-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a decimal(8, 2)); INSERT INTO t VALUES (1, 123456.78), (2, 2.5);
--! after
CREATE TABLE t (id int PRIMARY KEY, a decimal(6, 2));
--! hazards
narrows-type t.a … fails on values that do not fit
--! fails
Out of range value
