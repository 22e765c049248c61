-- Three tables refer to it, one of them with a key whose index came along, one that changes on the way.
-- engines: mysql
-- rename: p=parents
--! before
CREATE TABLE p (id int PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE); CREATE TABLE d (id int PRIMARY KEY, p_id int NOT NULL, INDEX by_p (p_id, id), CONSTRAINT g FOREIGN KEY (p_id) REFERENCES p (id)); CREATE TABLE e (p_id int PRIMARY KEY, CONSTRAINT h FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO p VALUES (1, 'a'), (2, NULL); INSERT INTO c VALUES (10, 1), (11, 2), (12, NULL); INSERT INTO d VALUES (5, 1); INSERT INTO e VALUES (2);
--! after
CREATE TABLE parents (id int PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES parents (id) ON DELETE SET NULL); CREATE TABLE d (id int PRIMARY KEY, p_id int NOT NULL, INDEX by_p (p_id, id), CONSTRAINT g FOREIGN KEY (p_id) REFERENCES parents (id)); CREATE TABLE e (p_id int PRIMARY KEY, more text, CONSTRAINT h FOREIGN KEY (p_id) REFERENCES parents (id));
