-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY);
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE SEQUENCE s; CREATE VIEW v AS SELECT nextval(s) AS n;
