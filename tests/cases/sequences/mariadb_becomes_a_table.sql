-- Sequences and tables share their names.
-- engines: mysql
--! before
CREATE SEQUENCE s; CREATE TABLE old (id int PRIMARY KEY); INSERT INTO old VALUES (1);
--! after
CREATE TABLE s (id int PRIMARY KEY); CREATE SEQUENCE q; CREATE TABLE old (id int PRIMARY KEY);
