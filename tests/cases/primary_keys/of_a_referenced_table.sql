-- The key that a foreign key leans on gets another name.
--! before
CREATE TABLE contacts (id integer NOT NULL, CONSTRAINT old_key PRIMARY KEY (id));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL CONSTRAINT "fk-c" REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO contacts VALUES (1), (2); INSERT INTO calls VALUES (10, 1), (11, 2);
--! before mysql
CREATE TABLE contacts (id integer NOT NULL, CONSTRAINT old_key PRIMARY KEY (id));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL CONSTRAINT `fk-c` REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO contacts VALUES (1), (2); INSERT INTO calls VALUES (10, 1), (11, 2);
--! after
CREATE TABLE contacts (id integer NOT NULL, CONSTRAINT new_key PRIMARY KEY (id));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL CONSTRAINT "fk-c" REFERENCES contacts (id) ON DELETE CASCADE);
--! after mysql
CREATE TABLE contacts (id integer NOT NULL, CONSTRAINT new_key PRIMARY KEY (id));
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL CONSTRAINT `fk-c` REFERENCES contacts (id) ON DELETE CASCADE);
--! changes mysql
