-- engines: postgres
--! before
CREATE TABLE t (id integer, v integer); CREATE FUNCTION f() RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT sum(v)::numeric FROM t; END; CREATE VIEW w AS SELECT f() AS n; INSERT INTO t VALUES (1, 2);
--! after
CREATE TABLE t (id integer, v bigint); CREATE FUNCTION f() RETURNS numeric LANGUAGE sql BEGIN ATOMIC SELECT sum(v)::numeric FROM t; END; CREATE VIEW w AS SELECT f() AS n;
