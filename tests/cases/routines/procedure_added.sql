-- Several statements in its body, a handler and a label.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE PROCEDURE fill(IN most int, OUT made int, INOUT last int) MODIFIES SQL DATA SQL SECURITY INVOKER
again: BEGIN
    DECLARE n int DEFAULT 0;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET made = -1;
    WHILE n < most DO INSERT INTO t VALUES (n + 100, n); SET n = n + 1; END WHILE;
    IF n = 0 THEN LEAVE again; END IF;
    SET made = n, last = last + n;
END;
--! changes
+ procedure fill()
