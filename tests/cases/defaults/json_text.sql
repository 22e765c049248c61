-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, v jsonb_text DEFAULT '{}'); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, v jsonb_text DEFAULT '{"a": [1, null, "it''s"]}');
