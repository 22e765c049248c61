-- The way back makes it anew, and the views that read it with it.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v FROM t; CREATE VIEW b AS SELECT id FROM a; CREATE VIEW c AS SELECT id FROM b; GRANT SELECT ON a TO pg_monitor WITH GRANT OPTION;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v, w FROM t; CREATE VIEW b AS SELECT id FROM a; CREATE VIEW c AS SELECT id FROM b;
--! changes
~ view a definition
