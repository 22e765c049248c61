-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v, w FROM t; COMMENT ON COLUMN a.v IS 'x';
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v FROM t; COMMENT ON COLUMN a.v IS 'x';
--! changes
- view a
+ view a
