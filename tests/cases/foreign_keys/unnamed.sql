-- The engine names keys that have no name, and numbers them anew.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id)); INSERT INTO c VALUES (1, 1, 2), (2, NULL, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, FOREIGN KEY (b) REFERENCES p (id));
