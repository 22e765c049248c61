-- The texts that a foreign key compares change their collation together.
-- engines: mysql
--! before
CREATE TABLE p (code varchar(9) PRIMARY KEY) COLLATE=utf8mb4_bin; CREATE TABLE c (id int PRIMARY KEY, code varchar(9), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code) ON UPDATE CASCADE) COLLATE=utf8mb4_bin; INSERT INTO p VALUES ('a'), ('b'); INSERT INTO c VALUES (1, 'b'), (2, NULL);
--! after
CREATE TABLE p (code varchar(9) PRIMARY KEY) COLLATE=utf8mb4_czech_ci; CREATE TABLE c (id int PRIMARY KEY, code varchar(9), CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code) ON UPDATE CASCADE) COLLATE=utf8mb4_czech_ci;
