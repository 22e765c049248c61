-- Table, function, table: by name the last would come first.
-- engines: postgres
--! before
CREATE TABLE z (id integer);
--! after
CREATE TABLE z (id integer); CREATE TABLE b (id integer PRIMARY KEY, v integer); CREATE FUNCTION sum_of(r b) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT r.v'; CREATE FUNCTION many() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM b; END; CREATE TABLE a (id integer DEFAULT many(), CHECK (many() >= 0)); CREATE VIEW w AS SELECT many() AS n;
