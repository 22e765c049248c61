-- A foreign key comes with the engine that keeps it.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY) ENGINE=MyISAM; INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, INDEX i (p_id)) ENGINE=MyISAM; INSERT INTO c VALUES (1, 2), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, INDEX i (p_id), CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE);
