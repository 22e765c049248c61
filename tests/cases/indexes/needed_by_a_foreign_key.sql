-- The index that serves a foreign key is replaced by another that does, and a second key loses its own.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, q_id integer, n integer, INDEX for_p (p_id), INDEX for_q (q_id, n),
    CONSTRAINT fp FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT fq FOREIGN KEY (q_id) REFERENCES p (id) ON DELETE CASCADE);
INSERT INTO c VALUES (1, 1, 2, 5), (2, NULL, 1, 6);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, q_id integer, n integer, INDEX other_for_p (p_id, n),
    CONSTRAINT fp FOREIGN KEY (p_id) REFERENCES p (id), CONSTRAINT fq FOREIGN KEY (q_id) REFERENCES p (id) ON DELETE CASCADE);
