-- engines: mysql
--! before
CREATE TABLE u (id int PRIMARY KEY, v text); INSERT INTO u VALUES (1, 'a');
--! after
CREATE TABLE u (id int PRIMARY KEY, v text); CREATE SEQUENCE `My "seq"` START WITH -5 INCREMENT BY -3 MINVALUE -100 MAXVALUE -1 NOCACHE CYCLE COMMENT = 'it''s';
--! changes
+ sequence "My ""seq"""
