-- It comes back with indexes and comments.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m AS SELECT id, v FROM t; CREATE UNIQUE INDEX m_id ON m (id); CREATE INDEX m_v ON m (lower(v)) INCLUDE (id); COMMENT ON MATERIALIZED VIEW m IS 'c'; COMMENT ON INDEX m_v IS 'i';
--! after
CREATE TABLE t (id bigint PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE MATERIALIZED VIEW m AS SELECT id, v FROM t; CREATE UNIQUE INDEX m_id ON m (id); CREATE INDEX m_v ON m (lower(v)) INCLUDE (id); COMMENT ON MATERIALIZED VIEW m IS 'c'; COMMENT ON INDEX m_v IS 'i';
--! changes
t ~ id integer -> bigint
