-- The two share one name space.
-- engines: postgres
--! before
CREATE FUNCTION p(a integer) RETURNS void LANGUAGE sql AS 'SELECT';
--! after
CREATE PROCEDURE p(a integer) LANGUAGE sql AS 'SELECT';
