-- engines: mysql
--! before
SET @m = @@sql_mode, sql_mode = 'ORACLE'; CREATE PACKAGE pk AS FUNCTION f RETURN int; END; SET sql_mode = 'ORACLE'; CREATE PROCEDURE old(a IN int) AS BEGIN NULL; END; SET sql_mode = @m; CREATE TABLE u (id int PRIMARY KEY);
--! after
SET @m = @@sql_mode, sql_mode = 'ORACLE'; CREATE PACKAGE pk AS FUNCTION f RETURN int; END; SET sql_mode = 'ORACLE'; CREATE PROCEDURE old(a IN int) AS BEGIN NULL; END; SET sql_mode = @m; CREATE TABLE u (id int PRIMARY KEY, v int);
--! changes
u  + v int null
--! unknown
package pk … not compared
procedure old … ORACLE … not compared
