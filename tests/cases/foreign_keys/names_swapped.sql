-- Two keys take each other's names, and the indexes that came along with them.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (1), (2);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT g FOREIGN KEY (b) REFERENCES p (id) ON DELETE CASCADE); INSERT INTO c VALUES (1, 1, 2), (2, NULL, NULL);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT g FOREIGN KEY (a) REFERENCES p (id));
