-- The parent goes and another table takes its place.
-- engines: mysql
-- loses: p
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE q (id integer PRIMARY KEY, x text); INSERT INTO q VALUES (1, 'a'), (2, NULL);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c VALUES (2, NULL);
--! after
CREATE TABLE q (id integer PRIMARY KEY, x text);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES q (id));
