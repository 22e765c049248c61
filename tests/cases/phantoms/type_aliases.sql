-- engines: postgres
--! before
CREATE TABLE t (a int4, b int8, c int2, d float8, e float4, f bool, g timestamptz, h varchar(3), i char(2), j decimal(5, 1), k timestamp, l text[]); INSERT INTO t (a) VALUES (1);
--! after
CREATE TABLE t (a integer, b bigint, c smallint, d double precision, e real, f boolean, g timestamp with time zone, h character varying(3), i character(2), j numeric(5, 1), k timestamp without time zone, l text ARRAY);
--! changes
