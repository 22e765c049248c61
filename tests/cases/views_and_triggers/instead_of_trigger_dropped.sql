-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
CREATE VIEW shown AS SELECT id, v FROM t;
CREATE TRIGGER go INSTEAD OF DELETE ON shown BEGIN DELETE FROM t WHERE id = old.id; END;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text);
CREATE VIEW shown AS SELECT id, v FROM t;
