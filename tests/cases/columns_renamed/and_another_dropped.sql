-- One column is renamed and another one, which is not the last, goes: on the way back its place is restored.
-- rename: people.phone=mobile
-- apart: people.fax
-- loses: people.fax
--! before
CREATE TABLE people (id integer PRIMARY KEY, phone varchar(40), fax varchar(40), name varchar(80));
CREATE INDEX people_phone ON people (phone);
INSERT INTO people (id, phone, fax, name) VALUES (1, '123', '456', 'Ada'), (2, NULL, NULL, 'Žofie');
--! after
CREATE TABLE people (id integer PRIMARY KEY, mobile varchar(40), name varchar(80));
