-- engines: mysql
--! before
CREATE TABLE m (id int PRIMARY KEY) ENGINE=MEMORY; CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (1, 'a');
--! after
CREATE TABLE m (id int PRIMARY KEY) ENGINE=MEMORY; CREATE TABLE u (id int PRIMARY KEY, v text, w int);
--! changes
u  + w int null
