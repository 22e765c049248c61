-- engines: mysql
--! before
CREATE TABLE h (id int PRIMARY KEY, v int) WITH SYSTEM VERSIONING; CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (1, 'a');
--! after
CREATE TABLE h (id int PRIMARY KEY, v int) WITH SYSTEM VERSIONING; CREATE TABLE u (id int PRIMARY KEY, v text, w int);
--! changes
u  + w int null
--! unknown
system-versioned table h: system versioning is not compared
