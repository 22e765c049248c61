-- Labels of digits keep their text on both ways.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) NOT NULL, w set('2', '1'), x decimal(4, 1)); INSERT INTO t VALUES (1, '1', '2', 1.5), (2, '20', '1,2', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v enum('20', '1') NOT NULL, w varchar(9), x enum('2.5', '1.5'));
