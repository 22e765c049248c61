-- engines: mysql
--! before
CREATE FUNCTION f(a int) RETURNS varchar(20) CHARSET latin1 DETERMINISTIC RETURN a; CREATE PROCEDURE p(a int) SELECT a;
--! after
CREATE FUNCTION f(a bigint, b varchar(9) CHARSET utf8mb4 COLLATE utf8mb4_bin) RETURNS text DETERMINISTIC RETURN a; CREATE PROCEDURE p(OUT a int) SET a = 1;
