-- engines: postgres
--! before
CREATE EXTENSION btree_gist; CREATE EXTENSION btree_gin; CREATE TABLE t (a integer, b text, c integer[]); INSERT INTO t VALUES (1, 'x', '{1}');
--! after
CREATE EXTENSION btree_gist; CREATE EXTENSION btree_gin; CREATE TABLE t (a bigint, b text, c integer[]); CREATE INDEX i ON t USING gist (a, b gist_text_ops); CREATE INDEX j ON t USING gin (a, c);
--! changes
t ~ a integer -> bigint
t + index i using gist (a, b)
t + index j using gin (a, c)
