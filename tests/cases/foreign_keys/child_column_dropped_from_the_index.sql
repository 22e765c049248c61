-- The second column of the index that serves the key goes.
-- engines: mysql
-- loses: c.b
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, KEY i (a, b), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); INSERT INTO c VALUES (1, 1, 2), (2, NULL, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, a integer, KEY i (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));
