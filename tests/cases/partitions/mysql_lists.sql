-- engines: mysql
--! before
CREATE TABLE p (id int, v varchar(9)) PARTITION BY LIST (id) (PARTITION a VALUES IN (1, 2, NULL), PARTITION b VALUES IN (3)); INSERT INTO p VALUES (1, 'x'), (NULL, 'y'), (3, NULL);
--! after
CREATE TABLE p (id int, v varchar(9)) PARTITION BY LIST (id) (PARTITION a VALUES IN (1, NULL), PARTITION `b c` VALUES IN (3, 2), PARTITION d VALUES IN (7));
