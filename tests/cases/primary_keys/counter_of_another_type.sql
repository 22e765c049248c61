-- engines: mysql
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, v text); INSERT INTO t VALUES (5, 'a'), (7, NULL);
--! after
CREATE TABLE t (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, v text);
