--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
CREATE TABLE cities (id integer PRIMARY KEY, name text); INSERT INTO cities VALUES (1, 'Brno');
--! after
CREATE TABLE cities (id integer PRIMARY KEY, name text);
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255), city_id integer CONSTRAINT "fk-city" REFERENCES cities (id) ON DELETE SET NULL);
--! after mysql
CREATE TABLE cities (id integer PRIMARY KEY, name text);
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255), city_id integer CONSTRAINT `fk-city` REFERENCES cities (id) ON DELETE SET NULL);
