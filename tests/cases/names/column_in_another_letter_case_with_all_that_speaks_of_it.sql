-- A key at both ends, a view, a trigger, a computed column and the counter.
-- engines: mysql
-- rename: p.id=Id
-- rename: p.code=Code
-- rename: c.code=Code
-- rename: c.n=N
--! before
CREATE TABLE p (id int AUTO_INCREMENT PRIMARY KEY, code varchar(9), UNIQUE k (code)); CREATE TABLE c (id int PRIMARY KEY, code varchar(9), n int, d int AS (n + 1) STORED, CONSTRAINT f FOREIGN KEY (code) REFERENCES p (code) ON UPDATE CASCADE); CREATE VIEW v AS SELECT c.code AS x, c.n AS y FROM c JOIN p ON p.code = c.code; CREATE TRIGGER g BEFORE INSERT ON c FOR EACH ROW SET new.n = 1; INSERT INTO p (code) VALUES ('a'); INSERT INTO c (id, code, n) VALUES (1, 'a', 5);
--! after
CREATE TABLE p (Id int AUTO_INCREMENT PRIMARY KEY, Code varchar(9), UNIQUE k (Code)); CREATE TABLE c (id int PRIMARY KEY, Code varchar(9), N int, d int AS (N + 1) STORED, CONSTRAINT f FOREIGN KEY (Code) REFERENCES p (Code) ON UPDATE CASCADE); CREATE VIEW v AS SELECT c.Code AS x, c.N AS y FROM c JOIN p ON p.Code = c.Code; CREATE TRIGGER g BEFORE INSERT ON c FOR EACH ROW SET new.N = 1;
