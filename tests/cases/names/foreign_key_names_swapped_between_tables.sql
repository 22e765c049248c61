-- Names of foreign keys are one in the whole database.
-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (x int, CONSTRAINT f FOREIGN KEY (x) REFERENCES p (id)); CREATE TABLE b (x int, CONSTRAINT g FOREIGN KEY (x) REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (x int, CONSTRAINT g FOREIGN KEY (x) REFERENCES p (id)); CREATE TABLE b (x int, CONSTRAINT f FOREIGN KEY (x) REFERENCES p (id));
