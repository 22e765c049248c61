-- engines: postgres
--! before
CREATE FUNCTION add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT coalesce(a, 0) + coalesce(b, 0)'; CREATE AGGREGATE total(integer) (SFUNC = add, STYPE = integer); CREATE AGGREGATE gone(integer) (SFUNC = add, STYPE = integer, INITCOND = '0');
--! after
CREATE FUNCTION add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT coalesce(a, 0) + coalesce(b, 0)'; CREATE AGGREGATE total(integer) (SFUNC = add, STYPE = integer, INITCOND = '5', PARALLEL = SAFE, COMBINEFUNC = add); CREATE AGGREGATE new(integer) (SFUNC = add, STYPE = integer, SSPACE = 8, MSFUNC = add, MINVFUNC = add, MSTYPE = integer, MINITCOND = '1'); COMMENT ON AGGREGATE new(integer) IS 'sum';
