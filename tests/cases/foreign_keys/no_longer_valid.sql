-- engines: postgres
--! before
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer, CONSTRAINT f FOREIGN KEY (id) REFERENCES p); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);
--! after
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer); ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p NOT VALID;
--! changes
c - foreign key f
c + foreign key f (id) -> p (id) not valid
