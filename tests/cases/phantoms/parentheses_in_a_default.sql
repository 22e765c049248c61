--! before
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT (1+1), b text DEFAULT ('x'), c integer DEFAULT (-5)); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT ((1 + 1)), b text DEFAULT 'x', c integer DEFAULT -5);
--! changes
