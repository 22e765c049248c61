-- The index that a foreign key brings along, asked for in the same words.
-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, a int, CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id));
INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, a int, KEY fa (a), CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id));
--! changes
