-- Two tables become three, with a rename, a new key and an index.
-- rename: contacts.email=primary_email
-- loses: contacts.fax
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255), fax varchar(30));
CREATE TABLE calls (
    id integer PRIMARY KEY,
    contact_id integer NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    note text
);
INSERT INTO contacts (id, name, email, fax) VALUES (1, 'Ada', 'ada@example.org', '+1'), (2, 'Žofie', NULL, NULL);
INSERT INTO calls (id, contact_id, note) VALUES (10, 1, 'first'), (11, 2, NULL);
--! after
CREATE TABLE people (id integer PRIMARY KEY, raw_data text);
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, primary_email varchar(320), person_id integer,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "fk-contacts-person_id" FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL,
    CONSTRAINT contacts_primary_email_key UNIQUE (primary_email)
);
CREATE INDEX "idx-contacts-name" ON contacts (name);
CREATE TABLE calls (
    id integer PRIMARY KEY,
    contact_id integer NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    note text
);
--! after mysql
CREATE TABLE people (id integer PRIMARY KEY, raw_data text);
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, primary_email varchar(320), person_id integer,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT `fk-contacts-person_id` FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL,
    CONSTRAINT contacts_primary_email_key UNIQUE (primary_email)
);
CREATE INDEX `idx-contacts-name` ON contacts (name);
CREATE TABLE calls (
    id integer PRIMARY KEY,
    contact_id integer NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    note text
);
