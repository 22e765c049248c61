-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM t;
--! after
CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE v (id int PRIMARY KEY, CONSTRAINT f FOREIGN KEY (id) REFERENCES t (id));
