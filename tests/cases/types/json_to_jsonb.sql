-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v json); INSERT INTO t VALUES (1, '{"a": "ž"}'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v jsonb);
