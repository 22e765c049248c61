-- Of indexes after their first column, of checks by number, of foreign keys after the table.
-- engines: mysql
--! before
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b int, INDEX (a), INDEX (a, b), UNIQUE (b), CHECK (a > 0), CHECK (b > a), FOREIGN KEY (b) REFERENCES p (id));
INSERT INTO p VALUES (2); INSERT INTO t VALUES (1, 1, 2);
--! after
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, a int, b int, INDEX a (a), INDEX a_2 (a, b), UNIQUE b (b), CONSTRAINT CONSTRAINT_1 CHECK (a > 0), CONSTRAINT CONSTRAINT_2 CHECK (b > a), CONSTRAINT t_ibfk_1 FOREIGN KEY (b) REFERENCES p (id));
--! changes
