-- Up it could be replaced, down it could not.
-- engines: postgres
--! before
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a';
--! after
CREATE FUNCTION f(a integer DEFAULT 7) RETURNS integer LANGUAGE sql AS 'SELECT a';
