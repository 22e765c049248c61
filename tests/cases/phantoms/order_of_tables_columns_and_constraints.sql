--! before
CREATE TABLE b (x integer, y text, CONSTRAINT c1 CHECK (x > 0), CONSTRAINT c2 UNIQUE (y)); INSERT INTO b VALUES (1, 'a');
CREATE TABLE a (id integer PRIMARY KEY);
--! after
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (y text, x integer, CONSTRAINT c2 UNIQUE (y), CONSTRAINT c1 CHECK (x > 0));
--! changes
