-- engines: mysql
-- rename: p=old_p
--! before
CREATE TABLE p (id int PRIMARY KEY, v text); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE ON UPDATE CASCADE); INSERT INTO p VALUES (1, 'a'), (2, NULL); INSERT INTO c VALUES (10, 1), (11, 2), (12, NULL);
--! after
CREATE TABLE old_p (id int PRIMARY KEY, v text); CREATE TABLE p (code varchar(9) PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES old_p (id) ON DELETE CASCADE ON UPDATE CASCADE, code varchar(9), CONSTRAINT g FOREIGN KEY (code) REFERENCES p (code));
