-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE); INSERT INTO c VALUES (1, 2), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY) ENGINE=MyISAM;
CREATE TABLE c (id integer PRIMARY KEY, p_id integer) ENGINE=MyISAM;
