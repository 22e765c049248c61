-- engines: postgres
--! before
CREATE DOMAIN tags AS text[] CHECK (cardinality(VALUE) < 5); CREATE TABLE t (id integer, a text[]); INSERT INTO t VALUES (1, '{x,y}');
--! after
CREATE DOMAIN tags AS text[] CHECK (cardinality(VALUE) < 5); CREATE TABLE t (id integer, a tags, b tags DEFAULT '{}', c tags[]);
--! changes
t ~ a text[] -> tags
t + b tags null default ('{}'::text[])
t + c tags[] null
