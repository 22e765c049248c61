-- The server tells the two names apart, and so is asked for a rename; children and indexes follow.
-- engines: mysql
-- rename: p=P
--! before
CREATE TABLE p (id int PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE); INSERT INTO p VALUES (1, 'a'), (2, NULL); INSERT INTO c VALUES (10, 1), (11, 2), (12, NULL);
--! after
CREATE TABLE P (id int PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES P (id) ON DELETE CASCADE ON UPDATE CASCADE);
