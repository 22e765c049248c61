-- The same words under another mode are another trigger.
-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY, v varchar(20)); INSERT INTO u VALUES (1, 'a'); CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.v = 'a' || 'b';
--! after
CREATE TABLE u (id int PRIMARY KEY, v varchar(20)); SET @m = @@sql_mode, sql_mode = 'PIPES_AS_CONCAT'; CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.v = 'a' || 'b'; SET sql_mode = @m;
