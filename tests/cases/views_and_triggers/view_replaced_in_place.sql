-- The columns stay, and with them the view that reads it.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v FROM t; CREATE VIEW b AS SELECT id FROM a; COMMENT ON VIEW a IS 'c';
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, upper(v) AS v FROM t WHERE id > 0; CREATE VIEW b AS SELECT id FROM a; COMMENT ON VIEW a IS 'c';
--! changes
~ view a definition
