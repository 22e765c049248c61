-- engines: mysql
--! before
CREATE SEQUENCE s CACHE 5; CREATE TABLE u (id int PRIMARY KEY); INSERT INTO u SELECT nextval(s);
--! after
CREATE TABLE u (id int PRIMARY KEY);
--! hazards
irreversible sequence s: the number it has come to is lost
