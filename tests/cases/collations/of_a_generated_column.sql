-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w varchar(30) AS (concat(v, '!')) STORED, KEY i (w)); INSERT INTO t (id, v) VALUES (1, 'Žofie 😀');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w varchar(30) COLLATE utf8mb4_bin AS (concat(v, '!')) STORED, KEY i (w));
