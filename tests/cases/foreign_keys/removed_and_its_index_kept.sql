-- The key goes, an index of its name stays because it is wanted.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, code varchar(9) NOT NULL, UNIQUE KEY code (code)); INSERT INTO p VALUES (1, 'x'), (2, 'ž');
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY, code varchar(9) NOT NULL, UNIQUE KEY code (code));
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, KEY f (p_id));
