-- What the text says hangs on the mode: it is set around the statement and put back.
-- engines: mysql
--! before
SET @m = @@sql_mode, sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES'; CREATE FUNCTION f(a varchar(9)) RETURNS varchar(20) RETURN concat("a", 'x'); SET sql_mode = @m; CREATE FUNCTION g() RETURNS varchar(9) RETURN "a";
--! after
SET @m = @@sql_mode, sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_TRANS_TABLES'; CREATE FUNCTION f(a varchar(9)) RETURNS varchar(20) RETURN "a" || 'x'; CREATE PROCEDURE p() SELECT 1 AS "x"; SET sql_mode = @m; CREATE FUNCTION g() RETURNS varchar(9) RETURN "a";
