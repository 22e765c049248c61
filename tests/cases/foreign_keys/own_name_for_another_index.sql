-- An index on another column takes the name of the one that came along.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id)); INSERT INTO c VALUES (1, 1, 2), (2, NULL, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, KEY f (b), KEY x (a), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));
--! changes
c + index f (b)
c + index x (a)
