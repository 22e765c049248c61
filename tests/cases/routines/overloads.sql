-- engines: postgres
--! before
CREATE FUNCTION f(a integer) RETURNS text LANGUAGE sql AS $$SELECT 'i'$$; CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS $$SELECT 't'$$;
--! after
CREATE FUNCTION f(a integer) RETURNS text LANGUAGE sql AS $$SELECT 'j'$$; CREATE FUNCTION f(a text, b text[]) RETURNS text LANGUAGE sql AS $$SELECT 't'$$;
--! changes
~ function f(integer) definition
- function f(text)
+ function f(text, text[])
