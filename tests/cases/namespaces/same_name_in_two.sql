-- engines: postgres
-- loses: a/t.gone
--! before
CREATE SCHEMA a;
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'public');
CREATE TABLE a.t (id integer PRIMARY KEY, gone text); INSERT INTO a.t VALUES (1, 'a');
--! after
CREATE SCHEMA a;
CREATE TABLE t (id integer PRIMARY KEY, v text, w text DEFAULT 'a.t');
CREATE TABLE a.t (id integer PRIMARY KEY REFERENCES t (id));
