-- engines: postgres
--! before
CREATE TABLE t (id integer, v text NOT NULL, q tsquery); INSERT INTO t VALUES (1, 'a fat cat', 'cat');
--! after
CREATE TABLE t (id integer, v text NOT NULL, q tsquery, s tsvector GENERATED ALWAYS AS (to_tsvector('simple', v)) STORED, w tsvector DEFAULT 'x'); CREATE INDEX i ON t USING gin (s); CREATE INDEX j ON t USING gist (w tsvector_ops (siglen=64));
--! changes
t + s tsvector null as (to_tsvector('simple'::regconfig, v)) stored
t + w tsvector null default ('''x'''::tsvector)
t + index i using gin (s)
t + index j using gist (w class "tsvector_ops (siglen='64')")
