-- Both ends must be of one type; here the key becomes possible by the change.
-- engines: mysql
--! before
CREATE TABLE p (id integer unsigned PRIMARY KEY); INSERT INTO p VALUES (1), (4000000000);
CREATE TABLE c (id integer PRIMARY KEY, p_id bigint); INSERT INTO c VALUES (1, 1), (2, 4000000000), (3, NULL);
--! after
CREATE TABLE p (id integer unsigned PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer unsigned, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
