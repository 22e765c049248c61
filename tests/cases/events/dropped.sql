-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY); CREATE EVENT e ON SCHEDULE EVERY 1 WEEK DISABLE COMMENT 'x' DO DELETE FROM u;
--! after
CREATE TABLE u (id int PRIMARY KEY);
--! changes
- event e
