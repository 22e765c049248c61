-- engines: mysql
--! before
CREATE FUNCTION one(a int) RETURNS int DETERMINISTIC RETURN a + 1; CREATE PROCEDURE two() SELECT 1; CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (1, 'a');
--! after
CREATE FUNCTION one(a int) RETURNS int DETERMINISTIC RETURN a + 1; CREATE PROCEDURE two() SELECT 1; CREATE TABLE u (id int PRIMARY KEY, v text, w int);
--! changes
u  + w int null
