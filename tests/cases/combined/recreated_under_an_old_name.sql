-- A table goes, another of its name appears with nothing in common but the name.
-- loses: t.a
-- loses: t.b
--! before
CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, b integer); INSERT INTO t VALUES (1, 'x', 2);
--! after
CREATE TABLE t (id integer PRIMARY KEY, c boolean, d date, e numeric(4, 1));
