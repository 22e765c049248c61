-- PostgreSQL refuses the text; nothing is changed.
-- engines: postgres mysql
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text); INSERT INTO t VALUES (1, '12'), (2, 'twelve'), (3, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);
--! hazards
converts-type t.v
--! fails
invalid input syntax … twelve
--! fails mysql
Truncated incorrect INTEGER value: 'twelve'
