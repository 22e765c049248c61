-- A key that sets NULL looks at it: it steps aside.
-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p_id int NOT NULL, q_id int, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT g FOREIGN KEY (q_id) REFERENCES p (id) ON DELETE SET NULL); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1, 1, 1);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p_id int, q_id int NOT NULL, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE SET NULL, CONSTRAINT g FOREIGN KEY (q_id) REFERENCES p (id));
