-- rename: calls.contact_id=person_id
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL, note text, CONSTRAINT "fk-c" FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO calls (id, contact_id, note) VALUES (10, 1, 'first'), (11, 1, NULL), (12, -4, 'naïve — ok');
--! before mysql
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL, note text, CONSTRAINT `fk-c` FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO calls (id, contact_id, note) VALUES (10, 1, 'first'), (11, 1, NULL), (12, -4, 'naïve — ok');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (id integer PRIMARY KEY, person_id integer NOT NULL, note text, CONSTRAINT "fk-c" FOREIGN KEY (person_id) REFERENCES contacts (id) ON DELETE CASCADE);
--! after mysql
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (id integer PRIMARY KEY, person_id integer NOT NULL, note text, CONSTRAINT `fk-c` FOREIGN KEY (person_id) REFERENCES contacts (id) ON DELETE CASCADE);
