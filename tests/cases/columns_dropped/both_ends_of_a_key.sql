-- engines: mysql
-- loses: p.code
-- loses: c.code
--! before
CREATE TABLE p (id integer PRIMARY KEY, code varchar(9), UNIQUE KEY k (code)); INSERT INTO p VALUES (1, 'x');
CREATE TABLE c (id integer PRIMARY KEY, code varchar(9), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code)); INSERT INTO c VALUES (1, 'x'), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY);
