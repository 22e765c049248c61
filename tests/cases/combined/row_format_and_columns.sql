-- Options, columns and keys of one table change.
-- engines: mysql
-- rename: t.v=text
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) COMMENT 'c', w integer, KEY i (w)) COMMENT 'old'; INSERT INTO t VALUES (1, 'Žofie', 2);
--! after
CREATE TABLE t (id bigint PRIMARY KEY, text varchar(90) COLLATE utf8mb4_bin COMMENT 'c', w integer NOT NULL DEFAULT 0, UNIQUE KEY i (w, text)) ROW_FORMAT=COMPRESSED COMMENT 'it''s new' COLLATE utf8mb4_unicode_ci;
