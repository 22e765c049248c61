-- A default of four bytes is asked for in another way.
-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY, v varchar(20) DEFAULT '🐎'); INSERT INTO u (id) VALUES (1);
--! after
CREATE TABLE u (id int PRIMARY KEY, v varchar(20) DEFAULT '🐎');
--! changes
