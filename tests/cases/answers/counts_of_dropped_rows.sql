-- loses: contacts
-- loses: calls.note
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (id integer PRIMARY KEY, note text);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO calls VALUES (10, 'first'), (11, NULL), (12, 'naïve — ok');
--! after
CREATE TABLE calls (id integer PRIMARY KEY);
--! hazards
drops-table contacts: … 4
drops-column calls.note: … 3 … 2
