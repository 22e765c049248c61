-- A comment with a character of four bytes.
-- engines: mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer COMMENT 'x 😀'); INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v bigint COMMENT 'x 😀') COMMENT '😀';
