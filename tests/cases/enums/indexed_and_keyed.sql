-- engines: mysql
--! before
CREATE TABLE p (k enum('a', 'b') PRIMARY KEY); INSERT INTO p VALUES ('a'), ('b');
CREATE TABLE t (id integer PRIMARY KEY, k enum('a', 'b'), KEY i (k), CONSTRAINT f FOREIGN KEY (k) REFERENCES p (k)); INSERT INTO t VALUES (1, 'b'), (2, NULL);
--! after
CREATE TABLE p (k enum('a', 'b', 'c') PRIMARY KEY);
CREATE TABLE t (id integer PRIMARY KEY, k enum('a', 'b', 'c'), KEY i (k), CONSTRAINT f FOREIGN KEY (k) REFERENCES p (k));
