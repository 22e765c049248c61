-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, a jsonb DEFAULT '{"a":1}', b json DEFAULT '[]'::json); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a jsonb DEFAULT '{"a":1}'::jsonb, b json DEFAULT '[]');
--! changes
