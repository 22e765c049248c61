-- Letter case of words, white space and a type's own width say nothing.
-- engines: mysql
--! before
CREATE FUNCTION f(a int(11), b varchar(9)) RETURNS int RETURN a + 1;
--! after
create function f ( `a` INT,  b VARCHAR(9) charset utf8mb4 ) returns INTEGER contains sql
  return A   + 1;
--! changes
