-- BEGIN … END with semicolons, remarks and nested blocks.
-- engines: mysql
--! before
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50)); INSERT INTO t VALUES (1, 5, 'x'), (2, NULL, NULL);
--! after
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20)); CREATE TABLE log (line varchar(50));
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW
BEGIN
    DECLARE n int DEFAULT 0; -- a remark; with a semicolon
    IF new.a IS NULL THEN SET new.a = old.a; ELSEIF new.b = 'it''s; END' THEN SET n = 1; END IF;
    WHILE n < 2 DO SET n = n + 1; END WHILE;
    CASE WHEN n > 1 THEN INSERT INTO log VALUES (concat(new.b, ';')); ELSE BEGIN END; END CASE;
END;
