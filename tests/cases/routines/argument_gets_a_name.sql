-- engines: postgres
--! before
CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
--! after
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
