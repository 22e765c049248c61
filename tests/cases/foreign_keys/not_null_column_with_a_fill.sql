-- A new column that must point at a row gets the one given.
-- engines: mysql
-- fill: c.p_id=2
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY); INSERT INTO c VALUES (1), (2);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer NOT NULL, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE);
