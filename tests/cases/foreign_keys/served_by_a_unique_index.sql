-- The unique index that served the key goes: one comes along.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, UNIQUE KEY u (p_id), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
--! changes
c - unique index u
