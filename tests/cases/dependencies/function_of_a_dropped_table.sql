-- engines: postgres
-- loses: u
--! before
CREATE TABLE t (id integer); CREATE TABLE u (id integer, v text); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(v) FROM u; END; CREATE FUNCTION g(r u) RETURNS u LANGUAGE sql AS 'SELECT r'; CREATE FUNCTION h() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT f() + 1; END; INSERT INTO u VALUES (1, 'a');
--! after
CREATE TABLE t (id integer); CREATE FUNCTION h() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(id) FROM t; END;
