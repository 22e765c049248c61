-- engines: mysql
--! before
CREATE TABLE h (id int PRIMARY KEY, v int) WITH SYSTEM VERSIONING; INSERT INTO h VALUES (1, 1); UPDATE h SET v = 2;
--! after
CREATE TABLE h (id int PRIMARY KEY, v bigint, w int) WITH SYSTEM VERSIONING;
--! changes
h  ~ v int -> bigint
h  + w int null
