-- engines: postgres
-- loses: notes/entries
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE SCHEMA notes;
CREATE TABLE notes.entries (id integer PRIMARY KEY, body text);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO notes.entries VALUES (1, 'a');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
