-- The key's name is free for the index that comes along after another index lost it.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, KEY f (b), KEY e (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); INSERT INTO c VALUES (1, 1, 2), (2, NULL, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));
--! changes
c - index e
c - index f
