-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v FROM t; COMMENT ON VIEW a IS 'old'; COMMENT ON COLUMN a.id IS 'gone';
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v FROM t; COMMENT ON VIEW a IS 'it''s new'; COMMENT ON COLUMN a.v IS 'v';
--! changes
~ view a comment 'old' -> 'it''s new', column id comment 'gone' -> none, column v comment none -> 'v'
