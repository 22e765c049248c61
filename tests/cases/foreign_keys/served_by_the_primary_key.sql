-- The primary key that served the key changes: an index comes along.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (p_id integer NOT NULL, n integer NOT NULL, PRIMARY KEY (p_id, n), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (1, 1), (2, 2);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (p_id integer NOT NULL, n integer NOT NULL, PRIMARY KEY (n, p_id), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
