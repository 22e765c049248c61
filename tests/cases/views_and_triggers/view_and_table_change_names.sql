-- The view takes the name that the table gives up, and reads the table under its new one.
-- engines: mysql
-- rename: a=b
--! before
CREATE TABLE a (id int PRIMARY KEY, x int); CREATE VIEW b AS SELECT id FROM a; INSERT INTO a VALUES (1, 2);
--! after
CREATE TABLE b (id int PRIMARY KEY, x int); CREATE VIEW a AS SELECT id FROM b;
