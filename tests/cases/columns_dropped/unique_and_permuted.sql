-- What stands in for the values on the way down is what other rows held: the archive puts each in its place.
-- loses: contacts.place
-- loses: contacts.code
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, place integer NOT NULL UNIQUE, code varchar(10) NOT NULL UNIQUE);
INSERT INTO contacts (id, place, code) VALUES (1, 3, '2'), (2, 1, '3'), (3, 2, '1'), (4, -4, 'x');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY);
