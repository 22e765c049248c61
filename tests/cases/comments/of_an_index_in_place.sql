-- The index is not built again.
-- engines: postgres
--! before
CREATE TABLE t (id integer); CREATE INDEX i ON t (id); COMMENT ON INDEX i IS 'old';
--! after
CREATE TABLE t (id integer); CREATE INDEX i ON t (id); COMMENT ON INDEX i IS 'new';
--! changes
t ~ index i comment 'old' -> 'new'
