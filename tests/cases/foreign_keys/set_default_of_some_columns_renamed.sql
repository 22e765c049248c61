-- engines: postgres
-- rename: c.b=x
--! before
CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE c (a integer, b integer DEFAULT 0, CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p ON DELETE SET DEFAULT (b)); INSERT INTO p VALUES (1, 2); INSERT INTO c VALUES (1, 2);
--! after
CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE c (a integer, x integer DEFAULT 0, CONSTRAINT f FOREIGN KEY (a, x) REFERENCES p ON DELETE SET DEFAULT (x));
--! changes
c > b -> x
