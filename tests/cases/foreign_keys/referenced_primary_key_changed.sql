-- The parent's primary key changes while a unique index still serves the children.
-- engines: mysql
--! before
CREATE TABLE p (id integer NOT NULL, nr integer NOT NULL, PRIMARY KEY (id)); INSERT INTO p VALUES (1, 10), (2, 20);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (1, 2), (2, NULL);
--! after
CREATE TABLE p (id integer NOT NULL, nr integer NOT NULL, PRIMARY KEY (nr), UNIQUE KEY k (id));
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
