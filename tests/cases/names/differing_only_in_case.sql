-- Two tables and two columns whose names differ in letter case.
-- engines: postgres
-- loses: Contacts.name
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name text); CREATE TABLE "Contacts" (id integer PRIMARY KEY, name text, "Name" text);
INSERT INTO contacts VALUES (1, 'small'); INSERT INTO "Contacts" VALUES (1, 'n', 'N');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(10)); CREATE TABLE "Contacts" (id integer PRIMARY KEY, "Name" text);
