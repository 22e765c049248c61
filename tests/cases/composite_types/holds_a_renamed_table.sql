-- engines: postgres
-- rename: people=contacts
--! before
CREATE TABLE people (id integer, n text); CREATE TYPE pair AS (p people, q people[]); CREATE FUNCTION f(p people) RETURNS integer LANGUAGE sql AS 'SELECT 1'; INSERT INTO people VALUES (1, 'a');
--! after
CREATE TABLE contacts (id integer, n text); CREATE TYPE pair AS (p contacts, q contacts[]); CREATE FUNCTION f(p contacts) RETURNS integer LANGUAGE sql AS 'SELECT 1';
