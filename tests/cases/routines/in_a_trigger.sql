-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, v int); CREATE FUNCTION two(a int) RETURNS int RETURN a * 2; CREATE PROCEDURE log_it(a int) SET @seen = a; CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.v = two(NEW.v); CALL log_it(NEW.id); END;
