-- engines: mysql
--! before
CREATE FUNCTION total(a int) RETURNS int DETERMINISTIC RETURN a + 1;
--! after
CREATE FUNCTION total(a int) RETURNS int DETERMINISTIC BEGIN DECLARE b int DEFAULT 2; RETURN a + b; END;
--! changes
~ function total() definition
