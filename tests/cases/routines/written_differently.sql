-- Two spellings of one function.
-- engines: postgres
--! before
CREATE FUNCTION f(a int, b varchar = 'x') RETURNS int AS 'SELECT 1' LANGUAGE 'sql' STRICT STABLE COST 100;
--! after
create or replace function public.f(in a integer, in b character varying default 'x'::character varying)
 returns integer stable language sql returns null on null input as $x$SELECT 1$x$;
--! changes
