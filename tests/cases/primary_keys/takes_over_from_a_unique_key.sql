-- A foreign key leans on the unique key that the primary key replaces.
-- engines: mysql
--! before
CREATE TABLE p (id int NOT NULL, UNIQUE k (id)); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1);
--! after
CREATE TABLE p (id int NOT NULL PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
