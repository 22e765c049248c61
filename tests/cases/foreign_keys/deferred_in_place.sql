-- ALTER CONSTRAINT, not a new one.
-- engines: postgres
--! before
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer CONSTRAINT f REFERENCES p); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);
--! after
CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer CONSTRAINT f REFERENCES p DEFERRABLE INITIALLY DEFERRED);
--! changes
c ~ foreign key f is not deferrable -> deferred
