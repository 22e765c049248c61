-- A function over the rows of a group: no catalog says that it is one, but its body does.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 2), (2, 3);
--! after
CREATE TABLE t (id int PRIMARY KEY, v int);
CREATE AGGREGATE FUNCTION summed(x int) RETURNS int BEGIN DECLARE s int DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN s; LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP; END;
