-- engines: mysql
-- loses: t.w
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w integer INVISIBLE DEFAULT 7); INSERT INTO t (id, v, w) VALUES (1, 'a', 8);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v text);
