-- A length picks the type that holds it.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a text(100), b text(1000), c blob(70000), d int SIGNED, e char(5) BYTE, f long varbinary, g float(10), h float(30), i datetime(0), j time(0), k varchar(5) BINARY, l char(0), m text(40000) CHARACTER SET ascii);
INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id int PRIMARY KEY, a text(100), b text, c mediumblob, d int, e binary(5), f mediumblob, g float, h double, i datetime, j time, k varchar(5) COLLATE utf8mb4_bin, l char(0), m text CHARACTER SET ascii);
--! changes
