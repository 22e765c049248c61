-- engines: postgres
--! before
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer); INSERT INTO c VALUES (9), (1); INSERT INTO p VALUES (1); ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p NOT VALID;
--! after
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer, CONSTRAINT f FOREIGN KEY (id) REFERENCES p);
--! changes
c ~ foreign key f is not valid -> valid
--! needs
c: 1 row … --leave-out c
