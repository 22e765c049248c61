-- engines: postgres
-- fill: My Notes/entries.body=
-- loses: My Notes/entries.body
--! before
CREATE SCHEMA "My Notes";
CREATE TYPE "My Notes".mood AS ENUM ('sad', 'glad');
CREATE TABLE "My Notes".entries (id integer PRIMARY KEY, body varchar(10), m "My Notes".mood DEFAULT 'sad', CONSTRAINT c CHECK (m <> 'glad'));
CREATE INDEX i ON "My Notes".entries (body);
INSERT INTO "My Notes".entries VALUES (1, 'a', 'sad'), (2, NULL, NULL);
--! after
CREATE SCHEMA "My Notes";
CREATE TYPE "My Notes".mood AS ENUM ('sad', 'fine', 'glad');
CREATE TABLE "My Notes".entries (id integer PRIMARY KEY, body varchar(20) NOT NULL DEFAULT '', m "My Notes".mood DEFAULT 'sad', extra text UNIQUE, CONSTRAINT c CHECK (m <> 'glad'));
CREATE INDEX j ON "My Notes".entries (lower(body)) WHERE m = 'sad';
