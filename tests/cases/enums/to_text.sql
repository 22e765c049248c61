-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v enum('sad', 'it''s') NOT NULL DEFAULT 'it''s', w set('a', 'b')); INSERT INTO t VALUES (1, 'sad', 'a,b'), (2, 'it''s', NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20) NOT NULL DEFAULT 'it''s', w text);
