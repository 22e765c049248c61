-- engines: postgres
--! before
CREATE EXTENSION pg_trgm; CREATE TABLE t (v text); CREATE INDEX i ON t USING gist (v gist_trgm_ops); INSERT INTO t VALUES ('a');
--! after
CREATE EXTENSION pg_trgm; CREATE TABLE t (v text); CREATE INDEX i ON t USING gist (v gist_trgm_ops (siglen=32)); CREATE INDEX j ON t USING gin (v gin_trgm_ops);
--! changes
t - index i
t + index i using gist (v class "gist_trgm_ops (siglen='32')")
t + index j using gin (v class gin_trgm_ops)
