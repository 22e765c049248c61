-- An index of a text's first characters serves no key; the whole one does.
-- engines: mysql
--! before
CREATE TABLE p (code varchar(20) PRIMARY KEY); INSERT INTO p VALUES ('ž'), ('b');
CREATE TABLE c (id integer PRIMARY KEY, code varchar(20), KEY i (code), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code)); INSERT INTO c VALUES (1, 'ž'), (2, NULL);
--! after
CREATE TABLE p (code varchar(20) PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, code varchar(20), KEY i (code(5)), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code));
