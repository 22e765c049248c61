-- Parent and child change their collations together, as text keys must match.
-- engines: mysql
--! before
CREATE TABLE p (code varchar(9) PRIMARY KEY, e enum('ä', 'b') DEFAULT 'ä') COLLATE utf8mb4_unicode_ci; INSERT INTO p VALUES ('ž', 'ä'), ('b', NULL);
CREATE TABLE c (id integer PRIMARY KEY, code varchar(9), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code) ON UPDATE CASCADE) COLLATE utf8mb4_unicode_ci; INSERT INTO c VALUES (1, 'ž'), (2, NULL);
--! after
CREATE TABLE p (code varchar(9) PRIMARY KEY, e enum('ä', 'b') DEFAULT 'ä');
CREATE TABLE c (id integer PRIMARY KEY, code varchar(9), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code) ON UPDATE CASCADE);
