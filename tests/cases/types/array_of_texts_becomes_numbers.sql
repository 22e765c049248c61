-- engines: postgres
--! before
CREATE TABLE t (a text[] NOT NULL DEFAULT '{}'); INSERT INTO t VALUES ('{1,2}'), ('{}');
--! after
CREATE TABLE t (a integer[] NOT NULL DEFAULT '{}');
--! changes
t ~ a text[] -> integer[], default ('{}'::text[]) -> default ('{}'::integer[])
