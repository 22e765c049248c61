-- VALIDATE CONSTRAINT, not a new one.
-- engines: postgres
--! before
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer); ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p NOT VALID; INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);
--! after
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer, CONSTRAINT f FOREIGN KEY (id) REFERENCES p);
--! changes
c ~ foreign key f is not valid -> valid
