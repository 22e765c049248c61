-- New columns get the table's collation; those that are there get it too, since they name none of their own.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) NOT NULL DEFAULT 'ž 李' COMMENT 'it''s', w text, KEY i (v)); INSERT INTO t VALUES (1, 'Žofie 李 😀', '😀'), (2, 'a', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) NOT NULL DEFAULT 'ž 李' COMMENT 'it''s', w text, KEY i (v)) COLLATE utf8mb4_unicode_ci;
