-- engines: mysql
--! before
CREATE FUNCTION f() RETURNS int RETURN 1;
--! after
CREATE PROCEDURE f() SELECT 1;
--! changes
- function f()
+ procedure f()
