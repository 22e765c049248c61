-- engines: postgres
-- rename: people=contacts
-- rename: contacts.a=amount
--! before
CREATE TABLE people (id integer, a integer); CREATE STATISTICS s1 (mcv) ON id, a FROM people; INSERT INTO people VALUES (1, 2);
--! after
CREATE TABLE contacts (id integer, amount integer); CREATE STATISTICS s1 (mcv) ON id, amount FROM contacts;
