-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY);
--! after
CREATE TABLE u (id int PRIMARY KEY); SET @m = @@sql_mode, sql_mode = 'ANSI_QUOTES'; CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM "u"; SET sql_mode = @m;
