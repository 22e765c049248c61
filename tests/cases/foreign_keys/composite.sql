--! before
CREATE TABLE p (a integer NOT NULL, b varchar(5) NOT NULL, PRIMARY KEY (a, b)); INSERT INTO p VALUES (1, 'x'), (1, 'ž');
CREATE TABLE c (id integer PRIMARY KEY, b varchar(5), a integer); INSERT INTO c VALUES (1, 'ž', 1), (2, NULL, 9);
--! after
CREATE TABLE p (a integer NOT NULL, b varchar(5) NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE c (id integer PRIMARY KEY, b varchar(5), a integer, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE CASCADE);
