-- engines: postgres
--! before
CREATE FUNCTION inc(a bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a + 1';
--! after
CREATE FUNCTION inc(a bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a + 1'; CREATE AGGREGATE many(*) (SFUNC = inc, STYPE = bigint, INITCOND = '0'); CREATE AGGREGATE half(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
