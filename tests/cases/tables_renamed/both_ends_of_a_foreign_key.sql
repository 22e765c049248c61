-- engines: mysql
-- rename: p=parents
-- rename: c=children
--! before
CREATE TABLE p (id int PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE); INSERT INTO p VALUES (1, 'a'), (2, NULL); INSERT INTO c VALUES (10, 1), (11, 2), (12, NULL);
--! after
CREATE TABLE parents (id int PRIMARY KEY, v text); CREATE TABLE children (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES parents (id) ON DELETE CASCADE ON UPDATE CASCADE);
