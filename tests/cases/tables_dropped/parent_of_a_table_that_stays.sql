-- The foreign key goes with the parent, the column stays.
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer, note text, CONSTRAINT "fk-calls" FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO calls VALUES (1, NULL, 'nobody');
--! before mysql
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer, note text, CONSTRAINT `fk-calls` FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO calls VALUES (1, NULL, 'nobody');
--! after
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer, note text);
