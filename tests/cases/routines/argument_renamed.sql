-- PostgreSQL cannot rename an argument in place: the function is made anew.
-- engines: postgres
--! before
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
--! after
CREATE FUNCTION f(b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
