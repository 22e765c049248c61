-- engines: postgres
--! before
CREATE FUNCTION f(a integer, OUT b text, OUT c integer[]) LANGUAGE sql AS $$SELECT 'x', ARRAY[1]$$; CREATE FUNCTION g() RETURNS TABLE (x integer, y text) LANGUAGE sql AS $$SELECT 1, 'a'$$; CREATE FUNCTION h(VARIADIC a text[]) RETURNS SETOF text LANGUAGE sql AS 'SELECT unnest(a)';
--! after
CREATE FUNCTION f(a integer, OUT b text, OUT c integer[]) LANGUAGE sql AS $$SELECT 'y', ARRAY[1]$$; CREATE FUNCTION g() RETURNS TABLE (x integer, z text) LANGUAGE sql AS $$SELECT 1, 'a'$$; CREATE FUNCTION h(VARIADIC a text[]) RETURNS SETOF text LANGUAGE sql ROWS 5 AS 'SELECT unnest(a)';
