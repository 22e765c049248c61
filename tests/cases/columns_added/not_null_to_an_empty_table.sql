-- Without rows nothing is asked.
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255), nick varchar(40) NOT NULL);
