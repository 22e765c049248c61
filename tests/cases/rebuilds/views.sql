-- A view of the table, and a view of that view, with a trigger on it.
-- engines: sqlite
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (
    id integer PRIMARY KEY,
    contact_id integer NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    note text
);
CREATE VIEW named AS SELECT id, name FROM contacts WHERE email IS NOT NULL;
CREATE VIEW called AS SELECT n.name, c.note FROM named n JOIN calls c ON c.contact_id = n.id;
CREATE TRIGGER rename_it INSTEAD OF UPDATE ON named BEGIN UPDATE contacts SET name = new.name WHERE id = new.id; END;
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO calls (id, contact_id, note) VALUES (10, 1, 'first'), (11, 1, NULL), (12, -4, 'naïve — ok');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name text NOT NULL, email varchar(255));
CREATE TABLE calls (
    id integer PRIMARY KEY,
    contact_id integer NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    note text
);
CREATE VIEW named AS SELECT id, name FROM contacts WHERE email IS NOT NULL;
CREATE VIEW called AS SELECT n.name, c.note FROM named n JOIN calls c ON c.contact_id = n.id;
CREATE TRIGGER rename_it INSTEAD OF UPDATE ON named BEGIN UPDATE contacts SET name = new.name WHERE id = new.id; END;
