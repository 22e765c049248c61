-- Default, comment and collation stay while the type changes.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a varchar(9) COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'c''s', b decimal(5, 2) DEFAULT 1.50 COMMENT 'd', c date DEFAULT '2024-02-29', d smallint unsigned DEFAULT 7); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a varchar(300) COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'c''s', b decimal(15, 4) DEFAULT 1.50 COMMENT 'd', c datetime DEFAULT '2024-02-29', d bigint unsigned DEFAULT 7);
