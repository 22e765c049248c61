-- A foreign key leans on the unique constraint, not on the primary key.
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, code varchar(5) NOT NULL, CONSTRAINT k UNIQUE (code));
CREATE TABLE calls (id integer PRIMARY KEY, code varchar(5) CONSTRAINT "fk-c" REFERENCES contacts (code) ON DELETE CASCADE ON UPDATE CASCADE);
INSERT INTO contacts VALUES (1, 'a'), (2, 'ž'); INSERT INTO calls VALUES (10, 'ž'), (11, NULL);
--! before mysql
CREATE TABLE contacts (id integer PRIMARY KEY, code varchar(5) NOT NULL, CONSTRAINT k UNIQUE (code));
CREATE TABLE calls (id integer PRIMARY KEY, code varchar(5) CONSTRAINT `fk-c` REFERENCES contacts (code) ON DELETE CASCADE ON UPDATE CASCADE);
INSERT INTO contacts VALUES (1, 'a'), (2, 'ž'); INSERT INTO calls VALUES (10, 'ž'), (11, NULL);
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, code varchar(5) NOT NULL, note text, CONSTRAINT other UNIQUE (code));
CREATE TABLE calls (id integer PRIMARY KEY, code varchar(5) CONSTRAINT "fk-c" REFERENCES contacts (code) ON DELETE CASCADE ON UPDATE CASCADE);
--! after mysql
CREATE TABLE contacts (id integer PRIMARY KEY, code varchar(5) NOT NULL, note text, CONSTRAINT other UNIQUE (code));
CREATE TABLE calls (id integer PRIMARY KEY, code varchar(5) CONSTRAINT `fk-c` REFERENCES contacts (code) ON DELETE CASCADE ON UPDATE CASCADE);
