-- engines: postgres
--! before
CREATE TABLE t (v text, n integer, p point, a integer[], j jsonb); INSERT INTO t VALUES ('a', 1, '(1,2)', '{1}', '{}');
--! after
CREATE TABLE t (v text, n integer, p point, a integer[], j jsonb); CREATE INDEX h ON t USING hash (v); CREATE INDEX g ON t USING gist (p); CREATE INDEX s ON t USING spgist (v); CREATE INDEX n ON t USING gin (a); CREATE INDEX b ON t USING brin (n) WITH (autosummarize=true, pages_per_range=64); CREATE INDEX m ON t USING brin (n int4_minmax_multi_ops (values_per_range=16)); CREATE INDEX j ON t USING gin (j jsonb_path_ops) WITH (fastupdate=off);
--! changes
t + index b using brin (n) with ("autosummarize=true", "pages_per_range=64")
t + index g using gist (p)
t + index h using hash (v)
t + index j using gin (j class jsonb_path_ops) with ("fastupdate=off")
t + index m using brin (n class "int4_minmax_multi_ops (values_per_range='16')")
t + index n using gin (a)
t + index s using spgist (v)
