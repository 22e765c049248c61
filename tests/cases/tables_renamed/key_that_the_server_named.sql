-- The server names a foreign key after its table and gives it another name with it.
-- engines: mysql
-- rename: t=u
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, p_id int, q_id int, FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT own FOREIGN KEY (q_id) REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1, NULL);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE u (id int PRIMARY KEY, p_id int, q_id int, FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT own FOREIGN KEY (q_id) REFERENCES p (id));
