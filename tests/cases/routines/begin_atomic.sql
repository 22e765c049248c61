-- engines: postgres
--! before
CREATE TABLE t (id integer PRIMARY KEY, v integer); INSERT INTO t VALUES (1, 10), (2, NULL);CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE v > 0; END;
--! after
CREATE TABLE t (id integer PRIMARY KEY, v integer);CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE v > 1; SELECT count(id) FROM t; END; CREATE PROCEDURE p(a integer) LANGUAGE sql BEGIN ATOMIC INSERT INTO t (id) VALUES (a); END;
