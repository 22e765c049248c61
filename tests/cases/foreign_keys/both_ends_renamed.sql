-- Both ends get other names and other types at once.
-- engines: mysql
-- rename: p.id=no
-- rename: c.p_id=p_no
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id) ON UPDATE CASCADE); INSERT INTO c VALUES (1, 1), (2, NULL);
--! after
CREATE TABLE p (no bigint PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p_no bigint, CONSTRAINT f FOREIGN KEY (p_no) REFERENCES p (no) ON UPDATE CASCADE);
