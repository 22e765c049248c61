-- A unique key takes over from the primary key.
-- engines: mysql
--! before
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, code varchar(9) NOT NULL); INSERT INTO t VALUES (5, 'a'), (7, 'b');
--! after
CREATE TABLE t (id int AUTO_INCREMENT, code varchar(9) NOT NULL PRIMARY KEY, UNIQUE k (id));
