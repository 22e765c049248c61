-- engines: postgres
--! before
CREATE EXTENSION ltree; CREATE TABLE t (id integer, a text NOT NULL); INSERT INTO t VALUES (1, 'top.science');
--! after
CREATE EXTENSION ltree; CREATE TABLE t (id integer, a ltree NOT NULL, b ltree[] DEFAULT '{}'); CREATE INDEX i ON t USING gist (a); CREATE INDEX j ON t (a);
--! changes
t ~ a text -> ltree
t + b ltree[] null default ('{}'::ltree[])
t + index i using gist (a)
t + index j (a)
