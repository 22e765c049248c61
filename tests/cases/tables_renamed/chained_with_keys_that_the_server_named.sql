-- engines: mysql
-- rename: b=c
-- rename: a=b
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE a (id int PRIMARY KEY, x int, FOREIGN KEY (x) REFERENCES p (id)); CREATE TABLE b (id int PRIMARY KEY, y int, z int, FOREIGN KEY (y) REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO a VALUES (1, 1); INSERT INTO b VALUES (1, 1, 2);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, x int, FOREIGN KEY (x) REFERENCES p (id)); CREATE TABLE c (id int PRIMARY KEY, y int, z int, FOREIGN KEY (y) REFERENCES p (id));
