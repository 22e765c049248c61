-- One name for a table, its column, its index, its check and its foreign key.
-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE x (x int PRIMARY KEY, y int); INSERT INTO p VALUES (1); INSERT INTO x VALUES (1, 1);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE x (x int PRIMARY KEY, y int, CONSTRAINT x CHECK (x > 0), CONSTRAINT y FOREIGN KEY (y) REFERENCES p (id)); CREATE TABLE y (x int, INDEX x (x)); CREATE VIEW z AS SELECT x.x AS x FROM x; CREATE TRIGGER x BEFORE INSERT ON x FOR EACH ROW SET new.x = new.x;
