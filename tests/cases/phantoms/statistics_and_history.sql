-- Tables the engine or this project keeps for itself are no part of the schema.
--! before
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
CREATE TABLE seaql_migrations (version varchar NOT NULL PRIMARY KEY, applied_at bigint NOT NULL);
CREATE TABLE driftline_history (version varchar NOT NULL PRIMARY KEY, checksum varchar);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
ANALYZE;
--! after
CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255));
--! changes
