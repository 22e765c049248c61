-- engines: sqlite
--! before
CREATE TABLE p (id integer NOT NULL PRIMARY KEY, v text UNIQUE); INSERT INTO p VALUES (1, 'a');
CREATE TABLE c (id integer NOT NULL PRIMARY KEY, p_id integer REFERENCES p, x integer CHECK (x > 0)); INSERT INTO c VALUES (1, 1, 2);
--! after
CREATE TABLE p (id integer NOT NULL, v text, UNIQUE (v), PRIMARY KEY (id ASC));
CREATE TABLE c (id integer NOT NULL, p_id integer, x integer, PRIMARY KEY (id), FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE NO ACTION MATCH SIMPLE, CHECK (x > 0));
--! changes
