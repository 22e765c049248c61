-- A circle: the check and the default come after the table and the function.
-- engines: postgres
--! before
CREATE TABLE z (id integer);
--! after
CREATE TABLE z (id integer); CREATE TABLE a (id integer); CREATE FUNCTION many() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM a; END; ALTER TABLE a ADD CONSTRAINT few CHECK (many() < 5); ALTER TABLE a ALTER id SET DEFAULT many();
