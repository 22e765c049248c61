-- engines: postgres mysql
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE VIEW named AS SELECT id, name FROM contacts WHERE email IS NOT NULL;
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
create view named as select contacts.id, contacts.name from public.contacts where (contacts.email is not null);
--! after mysql
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
create view named as select contacts.id, contacts.name AS `name` from contacts where (contacts.email is not null);
--! changes
