-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a AS SELECT id, v FROM t;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a (id, "Value") AS SELECT id, v FROM t;
--! changes
- view a
+ view a
