-- engines: mysql
--! before
CREATE TABLE h (id int PRIMARY KEY, v int) WITH SYSTEM VERSIONING; INSERT INTO h VALUES (1, 1), (2, 1); UPDATE h SET v = 2; DELETE FROM h WHERE id = 2;
--! after
CREATE TABLE h (id int PRIMARY KEY, v int);
--! hazards
loses-rows h: 3 rows are lost
