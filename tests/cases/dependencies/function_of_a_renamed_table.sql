-- engines: postgres
-- rename: people=contacts
-- rename: contacts.v=w
--! before
CREATE TABLE people (id integer, v integer); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(v) FROM people; END; CREATE FUNCTION g(p people) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT (p).v; END; INSERT INTO people VALUES (1, 2);
--! after
CREATE TABLE contacts (id integer, w integer); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(w) FROM contacts; END; CREATE FUNCTION g(p contacts) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT (p).w; END;
