-- The unique index that the key refers to is replaced by another.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, nr integer NOT NULL, UNIQUE KEY old_name (nr)); INSERT INTO p VALUES (1, 10), (2, 20);
CREATE TABLE c (id integer PRIMARY KEY, nr integer, CONSTRAINT f FOREIGN KEY (nr) REFERENCES p (nr)); INSERT INTO c VALUES (1, 10), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY, nr integer NOT NULL, UNIQUE KEY new_name (nr, id));
CREATE TABLE c (id integer PRIMARY KEY, nr integer, CONSTRAINT f FOREIGN KEY (nr) REFERENCES p (nr));
