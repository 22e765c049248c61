-- Both ends of a foreign key change together.
-- engines: mysql
--! before
CREATE TABLE p (code varchar(9) PRIMARY KEY); INSERT INTO p VALUES ('ž'), ('b');
CREATE TABLE c (id integer PRIMARY KEY, code varchar(9), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code)); INSERT INTO c VALUES (1, 'ž'), (2, NULL);
--! after
CREATE TABLE p (code varchar(9) COLLATE utf8mb4_bin PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, code varchar(9) COLLATE utf8mb4_bin, CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code));
