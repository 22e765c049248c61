-- The key moves to differently named columns at both ends.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, nr integer NOT NULL, UNIQUE KEY nr (nr)); INSERT INTO p VALUES (1, 10), (2, 20);
CREATE TABLE c (id integer PRIMARY KEY, one integer, two integer, CONSTRAINT f FOREIGN KEY (one) REFERENCES p (id)); INSERT INTO c VALUES (1, 1, 20), (2, NULL, 10);
--! after
CREATE TABLE p (id integer PRIMARY KEY, nr integer NOT NULL, UNIQUE KEY nr (nr));
CREATE TABLE c (id integer PRIMARY KEY, one integer, two integer, CONSTRAINT f FOREIGN KEY (two) REFERENCES p (nr));
