-- What a trigger means may hang on the mode of the session that made it: the mode is set around the statement and put back.
-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY, v varchar(20)); SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_TRANS_TABLES'; CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new.v = new.v || 'x'; SET sql_mode = 'STRICT_TRANS_TABLES';
--! after
CREATE TABLE u (id int PRIMARY KEY, v varchar(20), w int); SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_TRANS_TABLES'; CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET new."v" = new.v || 'y'; SET sql_mode = 'STRICT_TRANS_TABLES';
