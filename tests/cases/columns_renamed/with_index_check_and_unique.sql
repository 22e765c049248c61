-- rename: contacts.email=mail
--! before
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255),
    CONSTRAINT some_mail CHECK (email <> 'none' OR name = 'email'), CONSTRAINT one_mail UNIQUE (email, name)
);
CREATE INDEX by_mail ON contacts (email);
CREATE INDEX by_lower ON contacts (lower(email)) WHERE email IS NOT NULL;
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
--! before mysql
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255),
    CONSTRAINT some_mail CHECK (email <> 'none' OR name = 'email'), CONSTRAINT one_mail UNIQUE (email, name)
);
CREATE INDEX by_mail ON contacts (email);
INSERT INTO contacts (id, name, email) VALUES
    (1, 'Ada', 'ada@example.org'),
    (2, 'O''Brien "Bob"', NULL),
    (3, 'Žofie Křížová 李', ''),
    (-4, 'two
lines', 'x@y');
--! after
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, mail varchar(255),
    CONSTRAINT some_mail CHECK (mail <> 'none' OR name = 'email'), CONSTRAINT one_mail UNIQUE (mail, name)
);
CREATE INDEX by_mail ON contacts (mail);
CREATE INDEX by_lower ON contacts (lower(mail)) WHERE mail IS NOT NULL;
--! after mysql
CREATE TABLE contacts (
    id integer PRIMARY KEY, name varchar(255) NOT NULL, mail varchar(255),
    CONSTRAINT some_mail CHECK (mail <> 'none' OR name = 'email'), CONSTRAINT one_mail UNIQUE (mail, name)
);
CREATE INDEX by_mail ON contacts (mail);
