-- `REFERENCES p` without columns means p's primary key.
-- engines: sqlite
--! before
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (b, a)); INSERT INTO p VALUES (1, 2);
CREATE TABLE c (x integer, y integer, v text, FOREIGN KEY (x, y) REFERENCES p ON DELETE CASCADE); INSERT INTO c VALUES (2, 1, 'a'), (NULL, NULL, 'b');
--! after
CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, PRIMARY KEY (b, a));
CREATE TABLE c (x integer, y integer, v varchar(5), FOREIGN KEY (x, y) REFERENCES p ON DELETE CASCADE);
