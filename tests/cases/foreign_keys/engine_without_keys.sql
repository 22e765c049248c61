-- MyISAM has no foreign keys: the key comes after the table is InnoDB's.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY) ENGINE=MyISAM; INSERT INTO p VALUES (1);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer) ENGINE=MyISAM; INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
