-- engines: sqlite
-- rename: t=things
-- rename: things.v=value
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
CREATE VIEW shown AS SELECT id, v FROM t;
CREATE TRIGGER go INSTEAD OF UPDATE ON shown BEGIN UPDATE t SET v = 'x' WHERE id = old.id; END;
--! after
CREATE TABLE things (id integer PRIMARY KEY, value text);
CREATE VIEW shown AS SELECT id, value AS v FROM things;
CREATE TRIGGER go INSTEAD OF UPDATE ON shown BEGIN UPDATE things SET value = 'x' WHERE id = old.id; END;
