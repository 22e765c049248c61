-- engines: postgres
-- rewrites: t.v
-- loses: t.v
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text DEFAULT '{}'); INSERT INTO t VALUES (1, '{"b": 1,   "a": "ž"}'), (2, NULL);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v jsonb DEFAULT '{}');
