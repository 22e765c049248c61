-- engines: postgres
-- loses: t.v
--! before
CREATE TABLE t (id integer, v integer); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(v) FROM t; END; CREATE VIEW w AS SELECT f() AS n; INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id integer);
