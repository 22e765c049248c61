-- A foreign key of the table needs it; the key's own index comes instead.
-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p_id int, UNIQUE k (p_id), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
