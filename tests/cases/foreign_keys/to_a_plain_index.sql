-- InnoDB lets a key refer to a plain index too; the index goes, and the key with it.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, nr integer, KEY i (nr)); INSERT INTO p VALUES (1, 10), (2, 10);
CREATE TABLE c (id integer PRIMARY KEY, nr integer, CONSTRAINT f FOREIGN KEY (nr) REFERENCES p (nr)); INSERT INTO c VALUES (1, 10), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY, nr integer);
CREATE TABLE c (id integer PRIMARY KEY, nr integer);
