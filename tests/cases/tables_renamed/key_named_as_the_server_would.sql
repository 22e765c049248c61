-- The key keeps a name of that form, although its table has another.
-- engines: mysql
-- rename: t=u
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, p_id int, q_id int, CONSTRAINT t_ibfk_1 FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT t_ibfk_x FOREIGN KEY (q_id) REFERENCES p (id)); INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1, NULL);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE u (id int PRIMARY KEY, p_id int, q_id int, CONSTRAINT t_ibfk_1 FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT t_ibfk_x FOREIGN KEY (q_id) REFERENCES p (id));
