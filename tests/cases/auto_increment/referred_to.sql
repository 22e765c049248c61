-- A foreign key refers to the numbered column; both become wider.
-- engines: mysql
--! before
CREATE TABLE p (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9)); INSERT INTO p (v) VALUES ('a'), ('b');
CREATE TABLE c (id integer NOT NULL AUTO_INCREMENT PRIMARY KEY, p_id integer, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id)); INSERT INTO c (p_id) VALUES (2), (NULL);
--! after
CREATE TABLE p (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, v varchar(9));
CREATE TABLE c (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, p_id bigint, CONSTRAINT f FOREIGN KEY (p_id) REFERENCES p (id));
