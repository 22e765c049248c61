-- Triggers come back, and do not fire while rows are copied.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); CREATE TABLE log (line text);
CREATE TRIGGER noted AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('in ' || new.id || ';'); END;
CREATE TRIGGER gone BEFORE DELETE ON t FOR EACH ROW WHEN old.v IS NOT NULL BEGIN INSERT INTO log VALUES ('out ' || old.id); SELECT 1; END;
INSERT INTO t VALUES (1, 'a'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(10)); CREATE TABLE log (line text);
CREATE TRIGGER noted AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('in ' || new.id || ';'); END;
CREATE TRIGGER gone BEFORE DELETE ON t FOR EACH ROW WHEN old.v IS NOT NULL BEGIN INSERT INTO log VALUES ('out ' || old.id); SELECT 1; END;
