-- Quotes, a percent sign, a backslash and a letter outside ASCII in conditions, kept by every MODIFY.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) CHECK (v NOT LIKE '%\\\\%' AND v <> 'it''s "x"' AND v <> 'ž'), CONSTRAINT `odd ``name"` CHECK (v <> '`')); INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(99) CHECK (v NOT LIKE '%\\\\%' AND v <> 'it''s "x"' AND v <> 'ž'), CONSTRAINT `odd ``name"` CHECK (v <> '`'));
--! changes
t ~ v varchar(9) -> varchar(99)
