-- engines: postgres
-- rename: people=contacts
-- rename: contacts.no=number
--! before
CREATE TABLE people (id integer, no integer); CREATE SEQUENCE s OWNED BY people.no; INSERT INTO people VALUES (1, 2);
--! after
CREATE TABLE contacts (id integer, number integer); CREATE SEQUENCE s INCREMENT BY 2 OWNED BY contacts.number;
