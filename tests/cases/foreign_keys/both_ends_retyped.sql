-- Neither end can change alone: the key steps aside.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer NOT NULL, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE); INSERT INTO c VALUES (1, 1), (2, 2);
CREATE TABLE d (id integer PRIMARY KEY, p_id integer, CONSTRAINT g FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE SET NULL); INSERT INTO d VALUES (1, 2), (2, NULL);
--! after
CREATE TABLE p (id bigint unsigned PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id bigint unsigned NOT NULL, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE);
CREATE TABLE d (id integer PRIMARY KEY, p_id bigint unsigned, CONSTRAINT g FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE SET NULL);
