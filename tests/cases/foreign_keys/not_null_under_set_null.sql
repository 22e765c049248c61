-- A column of a key that sets NULL cannot be NOT NULL: action and column change together.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE SET NULL); INSERT INTO c VALUES (1, 1);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer NOT NULL, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE);
