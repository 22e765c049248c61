-- engines: postgres
-- rewrites: t.a
-- loses: t.a
--! before
CREATE EXTENSION hstore; CREATE TABLE t (id integer, a text, b hstore); INSERT INTO t VALUES (1, 'x=>1', 'k=>v'); CREATE INDEX i ON t USING gist (b);
--! after
CREATE EXTENSION hstore; CREATE TABLE t (id integer, a hstore, b hstore DEFAULT ''); CREATE INDEX i ON t USING gist (b gist_hstore_ops (siglen=32)); CREATE INDEX j ON t USING gin (a);
--! changes
t ~ a text -> hstore
t ~ b no default -> default (''::hstore)
t - index i
t + index i using gist (b class "gist_hstore_ops (siglen='32')")
t + index j using gin (a)
