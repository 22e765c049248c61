-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) STORED COMMENT 'twice', c text); INSERT INTO t (id, a) VALUES (1, 5), (2, NULL), (3, -7);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer AS (a * 2) VIRTUAL COMMENT 'twice', c text);
