-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer, w integer AS (v * 2) STORED, x integer AS (v + 1) COMMENT 'old'); INSERT INTO t (id, v) VALUES (1, 5);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer, w integer AS (v * 2) STORED COMMENT 'it''s "double"', x integer AS (v + 1) COMMENT 'new');
