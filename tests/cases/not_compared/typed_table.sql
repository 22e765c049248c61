-- A table of a type is left alone.
-- engines: postgres
--! before
CREATE TYPE pair AS (a integer, b text); CREATE TABLE t OF pair; CREATE TABLE u (id integer PRIMARY KEY); INSERT INTO t VALUES (1, 'x');
--! after
CREATE TYPE pair AS (a integer, b text); CREATE TABLE t OF pair; CREATE TABLE u (id integer PRIMARY KEY, v text);
--! changes
u  + v text null
--! unknown
table t: it is made of a composite type … not compared
