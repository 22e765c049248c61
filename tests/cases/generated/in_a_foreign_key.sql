-- A stored column that refers to another table.
-- engines: mysql
--! before
CREATE TABLE p (id integer PRIMARY KEY); INSERT INTO p VALUES (10), (-14);
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) STORED); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) STORED, CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id));
