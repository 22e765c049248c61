-- Its character set has no letters of four bytes.
-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY, v varchar(20) DEFAULT '🐎'); INSERT INTO u (id) VALUES (1);
--! after
CREATE TABLE u (id int PRIMARY KEY, v varchar(20) DEFAULT '🐎', w int);
--! changes
u  + w int null
--! unknown
default of column v of table u: … not known
