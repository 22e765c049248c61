-- Bytes that are text in utf8mb4 become text, and go back to the same bytes.
-- engines: mysql
-- rewrites: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v varbinary(40)); INSERT INTO t VALUES (1, 'Žofie 李 😀'), (2, '');
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(40));
