-- On the way down each row needs a parent that is there; the archive puts its own back.
-- loses: calls.contact_id
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL);
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL, note text, FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO contacts (id, name) VALUES (1, 'Ada'), (2, 'Bob');
INSERT INTO calls (id, contact_id, note) VALUES (10, 2, 'first'), (11, 1, NULL), (12, 2, 'x');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL);
CREATE TABLE calls (id integer PRIMARY KEY, note text);
