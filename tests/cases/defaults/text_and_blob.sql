-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, a text, b mediumblob, c longtext NOT NULL DEFAULT 'x', d tinytext DEFAULT 'old'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT 'it''s "q" \\ ž', b mediumblob DEFAULT 'bytes', c longtext NOT NULL, d tinytext DEFAULT (upper('old')));
