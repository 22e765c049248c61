-- Dropping the old table must not delete rows of tables that refer to it.
-- engines: sqlite
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (
    id integer PRIMARY KEY,
    contact_id integer NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    note text
);
CREATE TABLE call_notes (call_id integer NOT NULL REFERENCES calls (id) ON DELETE CASCADE, n text);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO calls (id, contact_id, note) VALUES (10, 1, 'first'), (11, 1, NULL), (12, -4, 'naïve — ok');
INSERT INTO call_notes VALUES (10, 'a'), (12, 'b');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name text NOT NULL, email varchar(255));
CREATE TABLE calls (
    id integer PRIMARY KEY,
    contact_id integer NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    note text
);
CREATE TABLE call_notes (call_id integer NOT NULL REFERENCES calls (id) ON DELETE CASCADE, n text);
