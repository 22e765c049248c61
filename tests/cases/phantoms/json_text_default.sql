-- engines: sqlite
--! before
CREATE TABLE t (id integer PRIMARY KEY, a json_text DEFAULT '{"a":1}', b jsonb_text DEFAULT ('[]')); INSERT INTO t (id) VALUES (1);
--! after
CREATE TABLE t (id integer PRIMARY KEY, a JSON_TEXT DEFAULT ('{"a":1}'), b jsonb_text DEFAULT '[]');
--! changes
