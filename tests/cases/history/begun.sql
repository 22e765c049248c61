-- engines: mysql
--! before
CREATE TABLE h (id int PRIMARY KEY, v int); INSERT INTO h VALUES (1, 1);
--! after
CREATE TABLE h (id int PRIMARY KEY, v int) WITH SYSTEM VERSIONING;
--! changes
h  ~ options none -> system_versioning
