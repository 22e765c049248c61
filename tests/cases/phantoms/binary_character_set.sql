-- A text of bytes is a type of bytes.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) CHARACTER SET binary, b char(3) CHARACTER SET binary, c text CHARACTER SET binary, d varchar(9) CHARACTER SET utf8 COLLATE utf8_bin, e text UNICODE, f char(2) ASCII); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id int PRIMARY KEY, a varbinary(10), b binary(3), c blob, d varchar(9) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin, e text CHARACTER SET ucs2, f char(2) CHARACTER SET latin1);
--! changes
