-- engines: mysql
-- loses: t.id
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, a int NOT NULL, b varchar(9)); INSERT INTO t (id, a) VALUES (5, 5), (9, 6);
--! after
CREATE TABLE t (a int NOT NULL, b varchar(9));
