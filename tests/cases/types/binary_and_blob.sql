-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varbinary(10), b blob, c tinyblob, d longblob); INSERT INTO t VALUES (1, x'00ff', x'0102', x'ff', x'aa'), (2, NULL, NULL, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a blob, b mediumblob, c varbinary(255), d blob);
--! hazards
narrows-type t.d
