-- The longer key goes; the shorter one gets an index of its own.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, code varchar(9) NOT NULL, UNIQUE KEY code (code)); INSERT INTO p VALUES (1, 'x'), (2, 'ž');
CREATE TABLE q (a integer, b varchar(5), PRIMARY KEY (a, b)); CREATE TABLE c (id integer PRIMARY KEY, a integer, b varchar(5), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT g FOREIGN KEY (a, b) REFERENCES q (a, b)); INSERT INTO q VALUES (1, 'ž'); INSERT INTO c VALUES (1, 1, 'ž'), (2, NULL, 'x'), (3, 2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY, code varchar(9) NOT NULL, UNIQUE KEY code (code));
CREATE TABLE q (a integer, b varchar(5), PRIMARY KEY (a, b));
CREATE TABLE c (id integer PRIMARY KEY, a integer, b varchar(5), CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id));
