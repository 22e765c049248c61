-- The key gets the name of the index that serves it, which then is the one that came along.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, a integer, KEY g (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, a integer, CONSTRAINT g FOREIGN KEY (a) REFERENCES p (id));
