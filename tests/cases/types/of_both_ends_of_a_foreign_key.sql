--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name text);
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL, CONSTRAINT "fk-c" FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO contacts VALUES (1, 'Ada'), (2, NULL); INSERT INTO calls VALUES (10, 1), (11, 1);
--! before mysql
CREATE TABLE contacts (id integer PRIMARY KEY, name text);
CREATE TABLE calls (id integer PRIMARY KEY, contact_id integer NOT NULL, CONSTRAINT `fk-c` FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
INSERT INTO contacts VALUES (1, 'Ada'), (2, NULL); INSERT INTO calls VALUES (10, 1), (11, 1);
--! after
CREATE TABLE contacts (id bigint PRIMARY KEY, name text);
CREATE TABLE calls (id integer PRIMARY KEY, contact_id bigint NOT NULL, CONSTRAINT "fk-c" FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
--! after mysql
CREATE TABLE contacts (id bigint PRIMARY KEY, name text);
CREATE TABLE calls (id integer PRIMARY KEY, contact_id bigint NOT NULL, CONSTRAINT `fk-c` FOREIGN KEY (contact_id) REFERENCES contacts (id) ON DELETE CASCADE);
