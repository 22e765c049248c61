-- engines: postgres mysql
--! before
CREATE TABLE t (a int4, b int8, c int2, d float8, e float4, f bool, g timestamptz, h varchar(3), i char(2), j decimal(5, 1), k timestamp, l text[]); INSERT INTO t (a) VALUES (1);
--! before mysql
CREATE TABLE t (a int4, b int8, c int2, d float8, e float4, f bool, g dec(5, 1), h character varying(3), i character(2), j fixed(5, 1), k int1, l integer unsigned, m int3, n middleint, o double precision, p real, q long varchar, r nchar(3), s long, u national varchar(4), w character(3)); INSERT INTO t (a) VALUES (1);
--! after
CREATE TABLE t (a integer, b bigint, c smallint, d double precision, e real, f boolean, g timestamp with time zone, h character varying(3), i character(2), j numeric(5, 1), k timestamp without time zone, l text ARRAY);
--! after mysql
CREATE TABLE t (a integer, b bigint, c smallint, d double, e float, f tinyint(1), g decimal(5, 1), h varchar(3), i char(2), j numeric(5, 1), k tinyint, l int unsigned, m mediumint, n mediumint, o double, p double, q mediumtext, r char(3) CHARACTER SET utf8mb3, s mediumtext, u varchar(4) CHARACTER SET utf8mb3, w char(3));
--! changes
