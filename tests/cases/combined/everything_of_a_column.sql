-- Type, NOT NULL, default, comment, collation, check and visibility of one column change in one statement.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varchar(9) COMMENT 'old'); INSERT INTO t VALUES (1, 'Žofie 😀');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(99) COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' INVISIBLE COMMENT 'new' CHECK (v <> ''));
