-- The index that serves the key has the key's name, which goes to another index.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, n integer, KEY f (p_id, n), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (1, 1, 5), (2, NULL, 6);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, n integer, KEY f (n), KEY g (p_id), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
--! changes
c - index f
c + index f (n)
c + index g (p_id)
