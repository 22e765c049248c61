-- Named constraints and indexes stay, those named after the table follow.
-- rename: contacts=people
--! before
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255) UNIQUE,
    CONSTRAINT long_name CHECK (length(name) > 0), CONSTRAINT contacts_name_key UNIQUE (name)
);
CREATE INDEX "idx-contacts-email" ON contacts (email);
INSERT INTO contacts VALUES (1, 'Ada', 'a'), (2, 'Bob', NULL);
--! before mysql
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255) UNIQUE,
    CONSTRAINT long_name CHECK (length(name) > 0), CONSTRAINT contacts_name_key UNIQUE (name)
);
CREATE INDEX `idx-contacts-email` ON contacts (email);
INSERT INTO contacts VALUES (1, 'Ada', 'a'), (2, 'Bob', NULL);
--! after
CREATE TABLE people (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255) UNIQUE,
    CONSTRAINT long_name CHECK (length(name) > 0), CONSTRAINT people_name_key UNIQUE (name)
);
CREATE INDEX "idx-people-email" ON people (email);
--! after mysql
CREATE TABLE people (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255) UNIQUE,
    CONSTRAINT long_name CHECK (length(name) > 0), CONSTRAINT people_name_key UNIQUE (name)
);
CREATE INDEX `idx-people-email` ON people (email);
