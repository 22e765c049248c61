-- loses: notes
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE notes (id integer PRIMARY KEY, title varchar(255) NOT NULL, content text NOT NULL DEFAULT '');
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
INSERT INTO notes VALUES (1, 'a', 'b'), (2, 'c', 'd');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
--! hazards
drops-table notes: … 2
