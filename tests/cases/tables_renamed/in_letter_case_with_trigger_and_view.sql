-- engines: mysql
-- rename: people=People
--! before
CREATE TABLE people (id int PRIMARY KEY, v varchar(20)); CREATE TRIGGER g BEFORE INSERT ON people FOR EACH ROW SET new.v = 'x'; CREATE VIEW w AS SELECT id FROM people; INSERT INTO people VALUES (1, 'a');
--! after
CREATE TABLE People (id int PRIMARY KEY, v varchar(20)); CREATE TRIGGER g BEFORE INSERT ON People FOR EACH ROW SET new.v = 'x'; CREATE VIEW w AS SELECT id FROM People;
