-- The foreign key goes with the parent, the column stays.
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
