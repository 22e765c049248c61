-- Options, comments and privileges come back with the view that stepped aside.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v text, w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a WITH (security_barrier=true, check_option=cascaded) AS SELECT id, v FROM t; COMMENT ON VIEW a IS 'it''s'; COMMENT ON COLUMN a.v IS 'v'; GRANT SELECT, INSERT ON a TO pg_monitor; GRANT SELECT (v) ON a TO PUBLIC;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v varchar(20), w text); INSERT INTO t VALUES (1, 'a', 'b'); CREATE VIEW a WITH (security_barrier=true, check_option=cascaded) AS SELECT id, v FROM t; COMMENT ON VIEW a IS 'it''s'; COMMENT ON COLUMN a.v IS 'v';
--! changes
t ~ v text -> character varying(20)
