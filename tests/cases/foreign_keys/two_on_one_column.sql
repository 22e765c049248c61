-- Two keys stand on one column; one of them and the shared index's name go.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE q (id integer PRIMARY KEY); INSERT INTO q VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, a integer, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT g FOREIGN KEY (a) REFERENCES q (id)); INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE q (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, a integer, CONSTRAINT g FOREIGN KEY (a) REFERENCES q (id));
