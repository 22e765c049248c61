-- engines: postgres
-- rewrites: t.b
-- rewrites: t.c
-- loses: t.b
--! before
CREATE TABLE t (a text, b json, c jsonb DEFAULT '{}'); INSERT INTO t VALUES ('<a/>', '{"x":1}', '[1]');
--! after
CREATE TABLE t (a xml, b jsonb, c json DEFAULT '[]'); CREATE INDEX i ON t USING gin (b jsonb_path_ops);
--! changes
t ~ a text -> xml
t ~ b json -> jsonb
t ~ c jsonb -> json, default ('{}'::jsonb) -> default ('[]'::json)
t + index i using gin (b class jsonb_path_ops)
