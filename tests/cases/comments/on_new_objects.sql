-- engines: postgres mysql
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255), phone text);
COMMENT ON COLUMN contacts.phone IS 'with country code';
CREATE TABLE notes (id integer PRIMARY KEY, body text);
COMMENT ON TABLE notes IS 'notes'; COMMENT ON COLUMN notes.body IS 'markdown';
CREATE INDEX i ON contacts (phone); COMMENT ON INDEX i IS 'for search';
CREATE TYPE mood AS ENUM ('glad'); COMMENT ON TYPE mood IS 'how one feels';
--! after mysql
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255), phone varchar(50) COMMENT 'with country code');
CREATE TABLE notes (id integer PRIMARY KEY, body text COMMENT 'markdown') COMMENT 'notes';
CREATE INDEX i ON contacts (phone) COMMENT 'for search';
