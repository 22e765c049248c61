-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY); INSERT INTO p VALUES (10), (15); CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 2) STORED, CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id)); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b int AS (a * 3) STORED, CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id));
