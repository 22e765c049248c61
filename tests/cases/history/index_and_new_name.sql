-- engines: mysql
-- rename: h=past
-- rename: past.v=value
--! before
CREATE TABLE h (id int PRIMARY KEY, v int) WITH SYSTEM VERSIONING; INSERT INTO h VALUES (1, 1); UPDATE h SET v = 2;
--! after
CREATE TABLE past (id int PRIMARY KEY, value int, KEY k (value)) WITH SYSTEM VERSIONING;
