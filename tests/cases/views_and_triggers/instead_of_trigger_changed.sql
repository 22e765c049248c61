-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
CREATE VIEW shown AS SELECT id, v FROM t;
CREATE TRIGGER stay INSTEAD OF DELETE ON shown BEGIN DELETE FROM t WHERE id = old.id; END;
CREATE TRIGGER go INSTEAD OF INSERT ON shown BEGIN INSERT INTO t VALUES (new.id, new.v); END;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text);
CREATE VIEW shown AS SELECT id, v FROM t;
CREATE TRIGGER stay INSTEAD OF DELETE ON shown BEGIN DELETE FROM t WHERE id = old.id; END;
CREATE TRIGGER go INSTEAD OF INSERT ON shown WHEN new.id > 0 BEGIN INSERT INTO t VALUES (new.id, upper(new.v)); END;
