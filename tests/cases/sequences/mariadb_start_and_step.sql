-- The sequence goes on with the number it has come to.
-- engines: mysql
--! before
CREATE SEQUENCE s START WITH 5; CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (1, 'a');
--! after
CREATE SEQUENCE s START WITH 9 INCREMENT BY 2; CREATE TABLE u (id int PRIMARY KEY, v text, w int);
--! changes
u  + w int null
~ sequence s definition
