-- The key turns round: the parent now refers to the child.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY, c_id integer); INSERT INTO p VALUES (1, 5), (2, NULL);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (5, 1), (6, NULL);
--! after
CREATE TABLE c (id integer PRIMARY KEY, p_id integer);
CREATE TABLE p (id integer PRIMARY KEY, c_id integer, CONSTRAINT f FOREIGN KEY (c_id) REFERENCES c (id));
