-- The table below the view changes; view and trigger stay.
-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a');
CREATE VIEW shown AS SELECT id, v FROM t;
CREATE TRIGGER change_it INSTEAD OF UPDATE ON shown BEGIN UPDATE t SET v = new.v WHERE id = new.id; END;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w integer);
CREATE VIEW shown AS SELECT id, v FROM t;
CREATE TRIGGER change_it INSTEAD OF UPDATE ON shown BEGIN UPDATE t SET v = new.v WHERE id = new.id; END;
--! changes
t  + w integer null
