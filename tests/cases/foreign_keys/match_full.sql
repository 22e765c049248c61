-- engines: postgres
--! before
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a, b)); INSERT INTO p VALUES (1, 2);
CREATE TABLE c (a integer, b integer, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (a, b)); INSERT INTO c VALUES (1, 2), (NULL, NULL);
--! after
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE c (a integer, b integer, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL ON DELETE RESTRICT);
