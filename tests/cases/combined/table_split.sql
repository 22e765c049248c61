-- A column moves into a table of its own; its values stay behind.
-- loses: contacts.email
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL);
CREATE TABLE emails (id integer PRIMARY KEY, contact_id integer NOT NULL CONSTRAINT f REFERENCES contacts (id) ON DELETE CASCADE, address varchar(320) NOT NULL, CONSTRAINT one UNIQUE (contact_id, address));
