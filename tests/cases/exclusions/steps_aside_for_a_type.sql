-- The constraint and its comment come back.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, at int4range, EXCLUDE USING gist (at WITH &&)); COMMENT ON CONSTRAINT t_at_excl ON t IS 'Kept'; INSERT INTO t VALUES (1, '[1,5)'), (2, '[5,9)');
--! after
CREATE TABLE t (id integer PRIMARY KEY, at int8range, EXCLUDE USING gist (at WITH &&)); COMMENT ON CONSTRAINT t_at_excl ON t IS 'Kept';
--! changes
t ~ at int4range -> int8range
