-- engines: mysql
--! before
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM u; CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (1, 'a');
--! after
CREATE EVENT tidy ON SCHEDULE EVERY 1 DAY DISABLE DO DELETE FROM u; CREATE TABLE u (id int PRIMARY KEY, v text, w int);
--! changes
u  + w int null
