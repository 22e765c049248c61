-- The engine looks into a text only to check it: it is told not to where the plan is not done yet.
-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY);
--! after
CREATE TABLE t (id integer PRIMARY KEY, w integer DEFAULT 3); CREATE TABLE u (id integer PRIMARY KEY, n bigint); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(w) FROM t, u'; CREATE FUNCTION h() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS 'SELECT f() + h()';
