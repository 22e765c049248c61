-- The key and the index that serves it go together.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, code varchar(9) NOT NULL, UNIQUE KEY code (code)); INSERT INTO p VALUES (1, 'x'), (2, 'ž');
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, KEY by_p (p_id, id), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY, code varchar(9) NOT NULL, UNIQUE KEY code (code));
CREATE TABLE c (id integer PRIMARY KEY, p_id integer);
