-- engines: postgres
--! before
CREATE TABLE t (id integer);
--! after
CREATE TABLE t (id integer); CREATE FUNCTION plus(integer, integer) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'int4pl'; CREATE FUNCTION dup(text) RETURNS text LANGUAGE internal AS 'textcat' ; CREATE FUNCTION win() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
